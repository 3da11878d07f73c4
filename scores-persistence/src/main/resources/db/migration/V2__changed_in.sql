-- Whoever reads at this moment lets go soon; who does not must not make the others wait behind us.
set local lock_timeout = '5s';

-- In which transaction a score was made or last written: the order in which changes are told (ADR 11).
-- The default is no volatile function, so the rows that are there already share one value and none is rewritten.
alter table scores add column changed_in xid8 not null default pg_current_xact_id();

-- Whoever writes moves both, also the previous release and people at a prompt.
create function scores_written() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id();
  new.version := old.version + 1;
  return new;
end
$$;

create trigger scores_written before update on scores
  for each row execute function scores_written();

-- Figures are read from indexes alone where a page of the table is known to be old; vacuum says which are.
alter table scores set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
