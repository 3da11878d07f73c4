-- Prepares a restored database, by the command after-restore, in one transaction and while no instance serves (ADR 57).

-- Sessions that have been ended, tokens that have been logged out and mails that have been used would be valid again.
delete from sessions;
delete from mail_tokens;
update users set token_generation = 1 + floor(random() * 1073741823)::integer;

-- Ids of users who are lost are not used again: they may have scores.
select setval(pg_get_serial_sequence('users', 'id'), nextval(pg_get_serial_sequence('users', 'id')) + 100000);
