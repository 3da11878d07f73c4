-- One index for each scope of a list (all scores, an exercise, a user) and each order (by id, by time). Each begins with
-- what a list names and splits it by verdict, so that a list with or without the filter "correct" is a range, or the merge
-- of two (docs/adr/0025). Concurrently, and so outside a transaction: writers go on meanwhile. An index of an earlier try
-- that was broken off is there but invalid, so it goes first.
drop index concurrently if exists scores_correct_id;
create index concurrently scores_correct_id on scores (correct, id);
drop index concurrently if exists scores_correct_time;
create index concurrently scores_correct_time on scores (correct, updated_at, id);
drop index concurrently if exists scores_exercise_correct_id;
create index concurrently scores_exercise_correct_id on scores (exercise_id, correct, id);
drop index concurrently if exists scores_exercise_correct_time;
create index concurrently scores_exercise_correct_time on scores (exercise_id, correct, updated_at, id);
drop index concurrently if exists scores_user_correct_id;
create index concurrently scores_user_correct_id on scores (user_id, correct, id);
drop index concurrently if exists scores_user_correct_time;
create index concurrently scores_user_correct_time on scores (user_id, correct, updated_at, id);

-- Their lists are served by those above, and their statistics by the ones with the time.
drop index concurrently if exists scores_exercise_figures;
drop index concurrently if exists scores_user_figures;
