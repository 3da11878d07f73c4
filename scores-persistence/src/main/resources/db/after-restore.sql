-- Prepares a restored database, by the command after-restore, in one transaction and while no instance serves (ADR 57).

-- After a dump, transaction ids are those of another server and may be in the future of this one.
alter table scores disable trigger user;
update scores set changed_in = pg_current_xact_id() where changed_in >= pg_snapshot_xmin(pg_current_snapshot());
alter table scores enable trigger user;
-- The reports will be without their scores at first, so these events must not count as updates of known ones.
update score_events set transaction = pg_current_xact_id(), was_correct = null
where transaction >= pg_snapshot_xmin(pg_current_snapshot());
update score_events_dropped set transaction = '0', sequence = 0, month = null
where greatest(transaction, examined_transaction) >= pg_snapshot_xmin(pg_current_snapshot());

-- A new number for the log. Random: a database that is restored twice to the same point must not get the same number.
update score_events_dropped set log = 1 + (log + floor(random() * 32765)::integer) % 32766;

-- Webhook targets go on from their positions. Those above the transaction ids of this server stay as they
-- are: their targets continue with the latest events.
update webhook_targets target
set position = (dropped.log::bigint << 48) + (target.position & 281474976710655), leased_by = null, leased_until = null
from score_events_dropped dropped
where (target.position & 281474976710655) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
update followed_removals set leased_by = null, leased_until = null;

-- Ids and sequence numbers of lost scores and events are not used again: clients may remember them, and targets of webhooks
-- ignore events with a number that they know.
select setval('score_events_sequence', nextval('score_events_sequence') + 1000000000),
  setval(pg_get_serial_sequence('scores', 'id'), nextval(pg_get_serial_sequence('scores', 'id')) + 1000000000);

-- Statistics and rankings of this server's transactions.
update report_totals set transaction = null;
select rebuild_reports();
