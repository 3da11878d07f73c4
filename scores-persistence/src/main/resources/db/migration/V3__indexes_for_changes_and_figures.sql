-- Concurrently, and so outside a transaction: writers go on meanwhile (ADR 11, ADR 12). An index of an earlier try that
-- was broken off is there but invalid, so it goes first.
drop index concurrently if exists scores_changed_in;
create index concurrently scores_changed_in on scores (changed_in, id);

-- The lists of an exercise and of a caller by id, as before, and their figures without a look at the table.
drop index concurrently if exists scores_exercise_figures;
create index concurrently scores_exercise_figures on scores (exercise_id, id) include (correct, updated_at);
drop index concurrently if exists scores_user_figures;
create index concurrently scores_user_figures on scores (user_id, id) include (correct, updated_at);

drop index concurrently if exists scores_exercise;
drop index concurrently if exists scores_user;
