package dev.scores.domain;

import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.StoredConditionalOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scores in memory: the model that the contract kit holds every other store against, and a store
 * for tests and examples. Safe for many threads, one at a time.
 */
public final class InMemoryScores implements Scores, Changes {

  private record Pair(UserId user, ExerciseId exercise) {}

  private final Map<Pair, ScoreId> ids = new HashMap<>();
  private final TreeMap<Long, Score> scores = new TreeMap<>();
  private final Map<ScoreId, ChangeCursor> changedIn = new HashMap<>();
  private final TreeMap<ChangeCursor, ScoreId> changes = new TreeMap<>();
  private long transactions;

  /** An empty store. */
  public InMemoryScores() {}

  @Override
  public synchronized AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    return find(user, draft.exercise())
        .<AddOutcome>map(current -> new AlreadyExists())
        .orElseGet(() -> addFirst(user, draft, at));
  }

  @Override
  public synchronized UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return find(user, id)
        .filter(current -> current.exercise().equals(draft.exercise()))
        .<UpdateOutcome>map(current -> keep(new Updated(current.rewritten(draft.correct(), at))))
        .orElseGet(NoSuchScore::new);
  }

  @Override
  public synchronized UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    return find(user, draft.exercise())
        .<UpsertOutcome>map(current -> keep(UpsertRule.whenOneIsStored(current, draft, at)))
        .orElseGet(() -> addFirst(user, draft, at));
  }

  @Override
  public synchronized UpsertOutcome upsert(
      UserId user, ScoreId named, ScoreDraft draft, Instant at) {
    return find(user, draft.exercise())
        .<UpsertOutcome>map(current -> keep(UpsertRule.whenOneIsStored(current, named, draft, at)))
        .orElseGet(() -> addFirst(user, draft, at));
  }

  @Override
  public synchronized List<BatchItemOutcome> upsert(UserId user, Batch batch, Instant at) {
    return batch.outcomes(
        batch.counting().stream().map(draft -> addOrRewrite(user, draft, at)).toList());
  }

  @Override
  public synchronized StoredConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    return find(user, draft.exercise())
        .<StoredConditionalOutcome>map(
            current -> keep(UpsertRule.whenOneIsStored(current, id, draft, expected, at)))
        .orElseGet(NoScoreForExercise::new);
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
    return Optional.ofNullable(ids.get(new Pair(user, exercise))).flatMap(this::find);
  }

  @Override
  public synchronized List<Score> page(Selection selection, Cursor cursor, int limit) {
    SortedMap<Long, Score> candidates =
        selection.isByTime() ? scores : scores.tailMap(cursor.after(), false);
    return candidates.values().stream()
        .filter(score -> selection.shows(score, cursor))
        .sorted(selection.order())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized ChangePage since(ChangeCursor cursor, int limit) {
    if (cursor.transaction() > transactions) {
      return new CursorAhead();
    }
    List<ChangeCursor> found =
        changes.tailMap(cursor, false).keySet().stream().limit(limit).toList();
    return new Changed(
        found.stream().map(changes::get).flatMap(id -> find(id).stream()).toList(),
        found.isEmpty() ? cursor : found.getLast());
  }

  private Added addFirst(UserId user, ScoreDraft draft, Instant at) {
    ScoreId fresh = new ScoreId(scores.isEmpty() ? 1 : scores.lastKey() + 1);
    Added added = UpsertRule.whenNoneIsStored(fresh, user, draft, at);
    ids.put(new Pair(user, draft.exercise()), fresh);
    store(added.score());
    return added;
  }

  private BatchItemOutcome addOrRewrite(UserId user, ScoreDraft draft, Instant at) {
    return find(user, draft.exercise())
        .<BatchItemOutcome>map(current -> keep(UpsertRule.whenOneIsStored(current, draft, at)))
        .orElseGet(() -> addFirst(user, draft, at));
  }

  private <T extends Outcome> T keep(T outcome) {
    if (outcome instanceof Updated updated) {
      store(updated.score());
    }
    return outcome;
  }

  private void store(Score score) {
    scores.put(score.id().value(), score);
    ChangeCursor now = new ChangeCursor(++transactions, score.id().value());
    ChangeCursor before = changedIn.put(score.id(), now);
    if (before != null) {
      changes.remove(before);
    }
    changes.put(now, score.id());
  }
}
