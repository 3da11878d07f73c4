-- The replies to requests with an Idempotency-Key, each kept in the transaction of its request for a day (ADR 47).
create table idempotency_keys (
  client      text        not null,
  key         text        not null,
  fingerprint text        not null,
  -- Null only within the transaction that executes the request.
  reply       text,
  kept_since  timestamptz not null,
  primary key (client, key)
);

create index idempotency_keys_kept_since on idempotency_keys (kept_since);

-- Roles that may add scores may keep replies.
do $$
declare
  granted record;
begin
  for granted in
    select coalesce(quote_ident(role.rolname), 'public') as grantee
    from pg_class relation, aclexplode(relation.relacl) acl left join pg_roles role on role.oid = acl.grantee
    where relation.oid = 'scores'::regclass and acl.privilege_type = 'INSERT'
  loop
    execute format('grant select, insert, update, delete on idempotency_keys to %s', granted.grantee);
  end loop;
end
$$;
