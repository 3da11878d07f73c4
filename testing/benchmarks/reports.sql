-- Scores of :users users for :exercises exercises, as the service would have written them, in a migrated and empty database.
-- The log holds the latest event of the first 200 users, who write, and of :logged percent of the other scores. The indexes are
-- created afterwards, which is faster.
select setseed(0.42) \g /dev/null
select replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition, indexrelid::regclass as name
into temporary dropped
from pg_index join pg_class relation on relation.oid = indrelid
where relname = 'scores' and not indisunique or relname = 'score_events';
select format('drop index %s', name) from dropped \gexec
insert into scores (user_id, exercise_id, correct, created_at, updated_at, version, verdict, attempts, solved_at,
  solved_attempts)
select user_id, exercise_id, solved_attempts is not null, at, at, coalesce(solved_attempts, 1), solved_attempts is not null,
  coalesce(solved_attempts, 1), case when solved_attempts is not null then at end, solved_attempts
from generate_series(1, :users) user_id, generate_series(1, :exercises) exercise_id,
  -- The exercise in the expressions has them computed for each row.
  lateral (
    select now() - (random() * 25920000 + 0 * exercise_id) * interval '1 second' as at,
      case when random() + 0 * exercise_id < 0.3 + 0.6 * (user_id % 97) / 97.0
        then 1 + floor(-2 * ln(random() + 1e-9))::integer end as solved_attempts) verdict;
insert into score_events (transaction, type, verdict, correct, user_id, exercise_id, version, score_id, attempts, created_at,
  at, solved_at, solved_attempts)
select changed_in, case version when 1 then 'a' else 'u' end, verdict, correct, user_id, exercise_id, version, id, attempts,
  created_at, updated_at, solved_at, solved_attempts
from scores where user_id <= 200 or id % 100 < :logged;
select definition from dropped \gexec
vacuum analyze scores;
vacuum analyze score_events;
