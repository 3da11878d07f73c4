-- Waiting for a reader of the table must not make all others wait.
set local lock_timeout = '5s';

-- Which log this is: the upper 16 bits of positions in it. A restored database begins another log (after-restore.sql), so that
-- positions of events that are lost, whose transaction ids and sequence numbers come again, are not taken for its own (ADR 57).
alter table score_events_dropped add column log integer not null default 0 check (log between 0 and 32766);
