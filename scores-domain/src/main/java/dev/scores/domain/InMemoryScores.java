package dev.scores.domain;

import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.UpsertOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores in memory, for tests and examples. The contract tests compare every other store with it.
 * Thread-safe; operations run one at a time.
 *
 * <pre>{@code
 * InMemoryScores scores = new InMemoryScores();
 * scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(7), true), Instant.now());
 * scores.find(new UserId(1), new ExerciseId(7)); // Optional[Score[id=…, correct=true, …]]
 * }</pre>
 */
public final class InMemoryScores implements Scores, Changes, Attempts, PersonalData {

  private record Key(UserId user, ExerciseId exercise) {}

  private final TreeMap<Long, Score> scores = new TreeMap<>();
  private final Map<Key, ScoreId> idsByKey = new HashMap<>();
  private final InMemoryLog log = new InMemoryLog();
  private final ScorePolicy policy;
  private long lastId;

  /** Creates an empty store whose scores are their latest verdict. */
  public InMemoryScores() {
    this(ScorePolicy.LATEST);
  }

  /** Creates an empty store. */
  public InMemoryScores(ScorePolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  @Override
  public AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    return apply(new Write.Add(user, draft), at);
  }

  @Override
  public UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return apply(new Write.Update(user, id, draft), at);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    return upsert(user, draft, new Writer.Owner(), at);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Writer writer, Instant at) {
    return apply(new Write.Upsert(user, draft), writer, at);
  }

  @Override
  public NamedUpsertOutcome upsert(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return apply(new Write.NamedUpsert(user, id, draft), at);
  }

  @Override
  public synchronized List<BatchItemOutcome> upsert(Batch batch, Writer writer, Instant at) {
    return batch.outcomes(
        batch.effectiveEntries().stream()
            .map(entry -> upsert(entry.user(), entry.draft(), writer, at))
            .toList());
  }

  @Override
  public StoreConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    return apply(new Write.ConditionalUpdate(user, id, draft, expected), at);
  }

  @Override
  public synchronized RemoveOutcome remove(
      UserId user, ScoreId id, ExpectedVersion expected, Instant at) {
    RemoveOutcome outcome = new Removal(user, id, expected).decide(find(id));
    if (outcome instanceof Removed removed) {
      delete(removed.score(), at);
    }
    return outcome;
  }

  @Override
  public synchronized Optional<Score> find(ScoreId id) {
    return Optional.ofNullable(scores.get(id.value()));
  }

  @Override
  public Optional<Score> find(UserId user, ScoreId id) {
    return find(id).filter(score -> score.user().equals(user));
  }

  @Override
  public synchronized Optional<Score> find(UserId user, ExerciseId exercise) {
    return Optional.ofNullable(idsByKey.get(new Key(user, exercise))).flatMap(this::find);
  }

  @Override
  public synchronized List<Score> page(Selection selection, Cursor cursor, int limit) {
    Scores.checkLimit(limit);
    return scores.values().stream()
        .filter(score -> selection.matches(score, cursor))
        .sorted(selection.order())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized ChangePage since(ChangeCursor cursor, int limit) {
    Changes.checkLimit(limit);
    return log.since(cursor, limit);
  }

  @Override
  public synchronized ChangeCursor latest() {
    return log.end();
  }

  @Override
  public synchronized Optional<AttemptPage> of(ScoreId score, AttemptCursor cursor, int limit) {
    Attempts.checkLimit(limit);
    return find(score).map(found -> log.attempts(found, cursor, limit));
  }

  @Override
  public synchronized Optional<AttemptPage> of(
      UserId user, ExerciseId exercise, AttemptCursor cursor, int limit) {
    Attempts.checkLimit(limit);
    return find(user, exercise).map(score -> log.attempts(score, cursor, limit));
  }

  @Override
  public synchronized List<ActivityCount> activity(UserId user) {
    return log.activity(user);
  }

  @Override
  public synchronized void erase(UserId user, Instant at) {
    scores.values().stream()
        .filter(score -> score.user().equals(user))
        .toList()
        .forEach(score -> delete(score, at));
    log.erase(user);
  }

  @Override
  public synchronized List<ScoreEvent> events(UserId user, Optional<ScoreEvent> after, int limit) {
    PersonalData.checkLimit(limit);
    return log.events(user, after, limit);
  }

  /**
   * Drops the oldest events, for tests of clients that come back too late.
   *
   * @param count the number of events to drop
   * @throws IndexOutOfBoundsException if there are fewer events
   */
  public synchronized void dropEvents(int count) {
    log.drop(count);
  }

  /** Deletes all scores. Ids and cursors of changes start again, as in a new store. */
  public synchronized void clear() {
    scores.clear();
    idsByKey.clear();
    log.clear();
    lastId = 0;
  }

  private <O extends Outcome> O apply(Write<O> write, Instant at) {
    return apply(write, new Writer.Owner(), at);
  }

  private synchronized <O extends Outcome> O apply(Write<O> write, Writer writer, Instant at) {
    ScoreId newId = new ScoreId(lastId + 1);
    O outcome = write.decide(find(write.user(), write.draft().exercise()), policy, newId, at);
    outcome.written().ifPresent(score -> store(score, write.draft().correct(), writer));
    return outcome;
  }

  private void store(Score score, boolean verdict, Writer writer) {
    lastId = Math.max(lastId, score.id().value());
    boolean isNew = scores.put(score.id().value(), score) == null;
    idsByKey.put(new Key(score.user(), score.exercise()), score.id());
    log.append(
        isNew ? ScoreEvent.Type.ADDED : ScoreEvent.Type.UPDATED,
        score.updatedAt(),
        verdict,
        score,
        writer);
  }

  private void delete(Score score, Instant at) {
    scores.remove(score.id().value());
    idsByKey.remove(new Key(score.user(), score.exercise()));
    Score removed = score.removed(at);
    log.append(
        ScoreEvent.Type.REMOVED,
        removed.updatedAt(),
        removed.correct(),
        removed,
        new Writer.Owner());
  }
}
