package dev.scores.persistence;

import dev.scores.domain.Draft;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.OfAdd;
import dev.scores.domain.Outcome.OfUpdate;
import dev.scores.domain.Outcome.OfUpsert;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import dev.scores.persistence.ScoreBatches.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** One score written for each of many callers of the same moment, in one transaction. */
@Singleton
final class CoalescedWrites {

  private record Update(ScoreId id, Write write) {}

  private final ScoreBatches batches;
  private final Funnel<Write, OfAdd> adds;
  private final Funnel<Write, OfUpsert> upserts;
  private final Funnel<Update, OfUpdate> updates;

  CoalescedWrites(JdbcScores single, ScoreBatches batches) {
    this.batches = batches;
    this.adds =
        new Funnel<>(
            Write::pair, this::added, write -> single.add(write.user(), write.draft(), write.at()));
    this.upserts =
        new Funnel<>(
            Write::pair,
            this::upserted,
            write -> single.upsert(write.user(), write.draft(), write.at()));
    this.updates =
        new Funnel<>(
            Update::id,
            this::updated,
            update -> {
              Write write = update.write();
              return single.update(write.user(), update.id(), write.draft(), write.at());
            });
  }

  /** How long whoever writes now may have to wait for his turn. */
  long expectedNanos() {
    return Math.max(
        adds.expectedNanos(), Math.max(upserts.expectedNanos(), updates.expectedNanos()));
  }

  OfAdd add(UserId user, Draft draft, Instant at) {
    return adds.ask(new Write(user, draft, at));
  }

  OfUpsert upsert(UserId user, Draft draft, Instant at) {
    return upserts.ask(new Write(user, draft, at));
  }

  OfUpdate update(UserId user, ScoreId id, Draft draft, Instant at) {
    return updates.ask(new Update(id, new Write(user, draft, at)));
  }

  private List<Seat.Word<OfAdd>> added(List<Write> writes) {
    return Words.of(
        writes,
        Write::pair,
        batches.insert(writes),
        Pair::of,
        row ->
            new Seat.Answer<>(
                row.<OfAdd>map(it -> new Added(it.score())).orElseGet(AlreadyExists::new)));
  }

  private List<Seat.Word<OfUpsert>> upserted(List<Write> writes) {
    return Words.of(
        writes,
        Write::pair,
        batches.upsert(writes),
        Pair::of,
        row -> new Seat.Answer<>(row.orElseThrow().upserted()));
  }

  /** Whose row is not there, or held by somebody, asks alone which of the two it is. */
  private List<Seat.Word<OfUpdate>> updated(List<Update> several) {
    return Words.of(
        several,
        update -> update.id().value(),
        batches.update(
            several.stream().mapToLong(update -> update.id().value()).toArray(),
            several.stream().map(Update::write).toList()),
        ScoreRow::id,
        row ->
            row.<Seat.Word<OfUpdate>>map(it -> new Seat.Answer<>(new Updated(it.score())))
                .orElseGet(Seat.Alone::new));
  }
}
