package dev.scores.persistence;

import dev.scores.domain.Draft;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.OfAdd;
import dev.scores.domain.Outcome.OfUpdate;
import dev.scores.domain.Outcome.OfUpsert;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import dev.scores.persistence.BulkScoreStatements.UpdatedRow;
import dev.scores.persistence.BulkScoreStatements.Write;
import dev.scores.persistence.coalescing.Reply;
import dev.scores.persistence.coalescing.RequestCoalescer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** One score written for each of many callers of the same moment, in one transaction. */
@Singleton
final class CoalescedWrites {

  private record Update(ScoreId id, Write write) {}

  private final BulkScoreStatements statements;
  private final RequestCoalescer<Write, OfAdd> adds;
  private final RequestCoalescer<Write, OfUpsert> upserts;
  private final RequestCoalescer<Update, OfUpdate> updates;

  CoalescedWrites(JdbcScores single, BulkScoreStatements statements, Coalescers coalescers) {
    this.statements = statements;
    this.adds =
        coalescers.ofWrites(
            "add",
            Write::pair,
            this::added,
            write -> single.add(write.user(), write.draft(), write.at()));
    this.upserts =
        coalescers.ofWrites(
            "upsert",
            Write::pair,
            this::upserted,
            write -> single.upsert(write.user(), write.draft(), write.at()));
    this.updates =
        coalescers.ofWrites(
            "update",
            Update::id,
            this::updated,
            update -> {
              Write write = update.write();
              return single.update(write.user(), update.id(), write.draft(), write.at());
            });
  }

  /** How long a write that comes now is expected to wait for its turn. */
  long expectedNanos() {
    return Math.max(
        adds.expectedNanos(), Math.max(upserts.expectedNanos(), updates.expectedNanos()));
  }

  OfAdd add(UserId user, Draft draft, Instant at) {
    return adds.call(new Write(user, draft, at));
  }

  OfUpsert upsert(UserId user, Draft draft, Instant at) {
    return upserts.call(new Write(user, draft, at));
  }

  OfUpdate update(UserId user, ScoreId id, Draft draft, Instant at) {
    return updates.call(new Update(id, new Write(user, draft, at)));
  }

  private List<Reply<OfAdd>> added(List<Write> writes) {
    return RowReplies.of(
        writes,
        Write::pair,
        statements.insert(writes),
        Pair::of,
        row ->
            new Reply.Answer<>(
                row.<OfAdd>map(it -> new Added(it.score())).orElseGet(AlreadyExists::new)));
  }

  private List<Reply<OfUpsert>> upserted(List<Write> writes) {
    return RowReplies.of(
        writes,
        Write::pair,
        statements.upsert(writes),
        Pair::of,
        row ->
            row.<Reply<OfUpsert>>map(it -> new Reply.Answer<>(it.upserted()))
                .orElseGet(Reply.Unanswered::new));
  }

  private List<Reply<OfUpdate>> updated(List<Update> several) {
    return RowReplies.of(
        several,
        update -> update.id().value(),
        statements.update(
            several.stream().mapToLong(update -> update.id().value()).toArray(),
            several.stream().map(Update::write).toList()),
        updated -> updated.row().id(),
        found ->
            found
                .<Reply<OfUpdate>>map(CoalescedWrites::reply)
                .orElseGet(() -> new Reply.Answer<>(new NoSuchScore())));
  }

  private static Reply<OfUpdate> reply(UpdatedRow updated) {
    return updated.written()
        ? new Reply.Answer<>(new Updated(updated.row().score()))
        : new Reply.Unanswered<>();
  }
}
