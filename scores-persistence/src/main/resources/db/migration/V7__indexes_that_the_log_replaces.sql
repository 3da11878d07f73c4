-- Outside a transaction: writers go on meanwhile. The log replaces these indexes.
drop index concurrently if exists scores_changed_in;
drop index concurrently if exists scores_correct_time;
drop index concurrently if exists scores_exercise_correct_time;
drop index concurrently if exists scores_user_correct_time;
