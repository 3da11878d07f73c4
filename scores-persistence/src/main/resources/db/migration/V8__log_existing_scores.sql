-- Outside a transaction (see the .conf file), because the procedure commits.
-- Logs the scores that are older than the log, 5000 in a transaction. Rows that a writer has updated since V6 are in the
-- log already. Locked rows are skipped, so that writers and this procedure cannot deadlock, and tried again later. If it
-- is interrupted, the next call goes on.
create or replace procedure log_existing_scores() language plpgsql as $$
declare
  first bigint;
  last  bigint;
begin
  while exists (select from scores where attempts = 0) loop
    first := 0;
    loop
      select max(id) into last from (select id from scores where id > first order by id limit 5000) as batch;
      exit when last is null;
      with held as (
        select id from scores where id > first and id <= last and attempts = 0
        for no key update skip locked),
      logged as (
        update scores
        set changed_in = greatest(changed_in, pg_current_xact_id()), verdict = correct, attempts = 1,
          solved_at = case when correct then updated_at end, solved_attempts = case when correct then 1 end
        from held where scores.id = held.id
        returning scores.*)
      insert into score_events (transaction, type, verdict, correct, user_id, exercise_id, version, score_id, attempts,
        created_at, at, solved_at, solved_attempts)
      select changed_in, 'a', verdict, correct, user_id, exercise_id, version, id, attempts, created_at, updated_at,
        solved_at, solved_attempts
      from logged order by id;
      commit;
      first := last;
    end loop;
    perform pg_sleep(0.05); -- for the locks of rows that were skipped
  end loop;
end
$$;
call log_existing_scores();
drop procedure log_existing_scores();
