-- Waiting for a reader of the table must not make all others wait.
set local lock_timeout = '5s';

-- Who wrote it, where that was not the user: the name of a grader.
alter table score_events add column written_by text;
-- The copy of the events that are kept, if a month is being dropped.
alter table if exists score_events_copy add column written_by text;
