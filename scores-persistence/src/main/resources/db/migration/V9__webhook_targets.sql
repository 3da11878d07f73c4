-- How far each webhook target has come in the log of events, and which instance delivers to it (ADR 40).
create table webhook_targets (
  name          text        primary key,
  -- The position in the log up to which everything was delivered or given up.
  position      bigint      not null,
  sequence      bigint      not null,
  failing_since timestamptz,
  leased_by     uuid,
  leased_until  timestamptz
);

-- Roles that may add scores may deliver them.
do $$
declare
  granted record;
begin
  for granted in
    select coalesce(quote_ident(role.rolname), 'public') as grantee
    from pg_class relation, aclexplode(relation.relacl) acl left join pg_roles role on role.oid = acl.grantee
    where relation.oid = 'scores'::regclass and acl.privilege_type = 'INSERT'
  loop
    execute format('grant select, insert, update on webhook_targets to %s', granted.grantee);
  end loop;
end
$$;
