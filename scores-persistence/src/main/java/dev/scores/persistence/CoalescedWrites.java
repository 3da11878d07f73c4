package dev.scores.persistence;

import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import dev.scores.persistence.BulkScoreStatements.UpdatedRow;
import dev.scores.persistence.BulkScoreStatements.Write;
import dev.scores.persistence.coalescing.Reply;
import dev.scores.persistence.coalescing.RequestCoalescer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Writes single scores, coalescing simultaneous requests into one transaction. */
@Singleton
final class CoalescedWrites {

  private record Update(ScoreId id, Write write) {}

  private final BulkScoreStatements statements;
  private final RequestCoalescer<Write, AddOutcome> adds;
  private final RequestCoalescer<Write, UpsertOutcome> upserts;
  private final RequestCoalescer<Update, UpdateOutcome> updates;

  CoalescedWrites(JdbcScores single, BulkScoreStatements statements, Coalescers coalescers) {
    this.statements = statements;
    this.adds =
        coalescers.ofWrites(
            "add",
            Write::pair,
            this::addBatch,
            write -> single.add(write.user(), write.draft(), write.at()));
    this.upserts =
        coalescers.ofWrites(
            "upsert",
            Write::pair,
            this::upsertBatch,
            write -> single.upsert(write.user(), write.draft(), write.at()));
    this.updates =
        coalescers.ofWrites(
            "update",
            Update::id,
            this::updateBatch,
            update -> {
              Write write = update.write();
              return single.update(write.user(), update.id(), write.draft(), write.at());
            });
  }

  /** The expected time in the queue of a write that arrives now. */
  long estimatedWaitNanos() {
    return Math.max(
        adds.estimatedWaitNanos(),
        Math.max(upserts.estimatedWaitNanos(), updates.estimatedWaitNanos()));
  }

  AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    return adds.call(new Write(user, draft, at));
  }

  UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    return upserts.call(new Write(user, draft, at));
  }

  UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return updates.call(new Update(id, new Write(user, draft, at)));
  }

  private List<Reply<AddOutcome>> addBatch(List<Write> writes) {
    return RowReplies.of(
        writes,
        Write::pair,
        statements.insert(writes),
        UserExercise::of,
        row ->
            new Reply.Value<>(
                row.<AddOutcome>map(it -> new Added(it.score())).orElseGet(AlreadyExists::new)));
  }

  private List<Reply<UpsertOutcome>> upsertBatch(List<Write> writes) {
    return RowReplies.of(
        writes,
        Write::pair,
        statements.upsert(writes),
        UserExercise::of,
        row ->
            row.<Reply<UpsertOutcome>>map(it -> new Reply.Value<>(it.upserted()))
                .orElseGet(Reply.Skipped::new));
  }

  private List<Reply<UpdateOutcome>> updateBatch(List<Update> updates) {
    return RowReplies.of(
        updates,
        update -> update.id().value(),
        statements.update(
            updates.stream().mapToLong(update -> update.id().value()).toArray(),
            updates.stream().map(Update::write).toList()),
        updated -> updated.row().id(),
        found ->
            found
                .<Reply<UpdateOutcome>>map(CoalescedWrites::reply)
                .orElseGet(() -> new Reply.Value<>(new NoSuchScore())));
  }

  private static Reply<UpdateOutcome> reply(UpdatedRow updated) {
    return updated.written()
        ? new Reply.Value<>(new Updated(updated.row().score()))
        : new Reply.Skipped<>();
  }
}
