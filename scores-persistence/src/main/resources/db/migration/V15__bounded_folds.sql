-- Outside a transaction (see the .conf file) because of the index. Can be repeated.

-- Finds the next first solver of an exercise in one row (ADR 54). "solved_at" changes only with "correct", which other indexes
-- have, so an update that leaves "correct" as it is still changes no index.
drop index concurrently if exists scores_first_solve;
create index concurrently scores_first_solve on scores (exercise_id, solved_at, user_id) where correct;

begin;

drop type if exists report_change cascade;

-- A score, as far as reports need it, that is added to them (1) or taken away (-1).
create type report_change as (
  sign        integer,
  user_id     integer,
  exercise_id integer,
  attempts    bigint,
  to_solve    bigint,      -- the number of attempts up to the solve
  solved_at   timestamptz, -- of correct scores
  updated_at  timestamptz
);

-- The users of these scores as they will be, and as they are. If the latest solve is taken away, it is lost and null, because
-- it has to be looked up.
create function report_users_after(changes report_change[])
  returns table (user_id integer, scores bigint, correct bigint, last_solved_at timestamptz, scores_before bigint,
    correct_before bigint, last_before timestamptz, is_last_lost boolean) language sql stable as $$
  select user_id, coalesce(scores_before, 0) + scores, coalesce(correct_before, 0) + correct,
    case when is_last_lost then null else greatest(last_before, gained) end, scores_before, correct_before, last_before,
    is_last_lost
  from (
    select change.*, kept.scores as scores_before, kept.correct as correct_before, kept.last_solved_at as last_before,
      coalesce(change.lost = kept.last_solved_at and (change.gained is null or change.gained < change.lost), false)
        as is_last_lost
    from (
      select user_id, sum(sign) as scores, coalesce(sum(sign) filter (where solved_at is not null), 0) as correct,
        max(solved_at) filter (where sign > 0) as gained, max(solved_at) filter (where sign < 0) as lost
      from unnest(changes) group by user_id) change
    left join report_users kept on kept.user_id = change.user_id) user_after
$$;

-- What these scores add to their exercises, and the first solvers as they will be: null if lost, as above.
create function report_exercises_after(changes report_change[])
  returns table (exercise_id integer, scores bigint, correct bigint, solved bigint, attempts bigint,
    gained_update timestamptz, first_solved_at timestamptz, first_solver integer, is_update_lost boolean,
    is_first_lost boolean, is_gone boolean) language sql stable as $$
  select exercise_id, scores, correct, solved, attempts, gained_update,
    case when is_first_gained then gained_at when not is_first_lost then first_before end,
    case when is_first_gained then gained_by when not is_first_lost then solver_before end,
    is_update_lost, is_first_lost, is_gone
  from (
    select change.*, kept.first_solved_at as first_before, kept.first_solver as solver_before,
      coalesce(
        change.lost_update = kept.last_updated_at
          and (change.gained_update is null or change.gained_update < change.lost_update), false) as is_update_lost,
      coalesce(
        (change.lost_at, change.lost_by) = (kept.first_solved_at, kept.first_solver)
          and (change.gained_at is null or (change.gained_at, change.gained_by) > (change.lost_at, change.lost_by)), false)
        as is_first_lost,
      change.gained_at is not null and (
        kept.first_solved_at is null
        or (change.gained_at, change.gained_by) < (kept.first_solved_at, kept.first_solver)) as is_first_gained,
      coalesce(kept.scores + change.scores <= 0, false) as is_gone
    from (
      select exercise_id, sum(sign) as scores, coalesce(sum(sign) filter (where solved_at is not null), 0) as correct,
        coalesce(sum(sign) filter (where to_solve is not null), 0) as solved, sum(sign * attempts)::bigint as attempts,
        max(updated_at) filter (where sign > 0) as gained_update,
        max(updated_at) filter (where sign < 0) as lost_update,
        min(solved_at) filter (where sign > 0) as gained_at, min(solved_at) filter (where sign < 0) as lost_at,
        (array_agg(user_id order by solved_at, user_id) filter (where sign > 0 and solved_at is not null))[1] as gained_by,
        (array_agg(user_id order by solved_at, user_id) filter (where sign < 0 and solved_at is not null))[1] as lost_by
      from unnest(changes) group by exercise_id) change
    left join report_exercises kept on kept.exercise_id = change.exercise_id) exercise_after
$$;

-- As in V13, but rows of reports are deleted: readers of reports hold locks on their tables while they wait for the log.
--
-- An empty table has an empty log and empty reports, from the same position in the order of the log.
create or replace function scores_truncated() returns trigger language plpgsql security definer set search_path from current as $$
begin
  truncate score_events;
  delete from report_users;
  delete from report_exercises;
  delete from report_solves;
  delete from report_ranks;
  update report_totals set scores = 0, correct = 0, solved = 0, attempts = 0;
  return null;
end
$$;

commit;
