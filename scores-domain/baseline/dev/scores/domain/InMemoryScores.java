package dev.scores.domain;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.OfAdd;
import dev.scores.domain.Outcome.OfUpdate;
import dev.scores.domain.Outcome.OfUpsert;
import dev.scores.domain.Outcome.Updated;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores in memory: the model that the contract kit holds every other store against, and a store
 * for tests and examples. Safe for many threads, one at a time.
 */
public final class InMemoryScores implements Scores {

  private record Pair(UserId user, ExerciseId exercise) {}

  private final Map<Pair, ScoreId> ids = new HashMap<>();
  private final TreeMap<Long, Score> scores = new TreeMap<>();

  /** An empty store. */
  public InMemoryScores() {}

  @Override
  public synchronized OfAdd add(UserId user, Draft draft, Instant at) {
    return find(user, draft.exercise())
        .<OfAdd>map(current -> new AlreadyExists())
        .orElseGet(() -> addFirst(user, draft, at));
  }

  @Override
  public synchronized OfUpdate update(UserId user, ScoreId id, Draft draft, Instant at) {
    return find(user, id)
        .filter(current -> current.exercise().equals(draft.exercise()))
        .<OfUpdate>map(current -> keep(new Updated(current.rewritten(draft.correct(), at))))
        .orElseGet(NoSuchScore::new);
  }

  @Override
  public synchronized OfUpsert upsert(UserId user, Draft draft, Instant at) {
    return find(user, draft.exercise())
        .<OfUpsert>map(current -> keep(UpsertRule.whenOneIsStored(current, draft, at)))
        .orElseGet(() -> addFirst(user, draft, at));
  }

  @Override
  public synchronized OfUpsert upsert(UserId user, ScoreId named, Draft draft, Instant at) {
    return find(user, draft.exercise())
        .<OfUpsert>map(current -> keep(UpsertRule.whenOneIsStored(current, named, draft, at)))
        .orElseGet(() -> addFirst(user, draft, at));
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
    return scores.tailMap(cursor.after(), false).values().stream()
        .filter(selection::shows)
        .limit(limit)
        .toList();
  }

  private Added addFirst(UserId user, Draft draft, Instant at) {
    ScoreId fresh = new ScoreId(scores.isEmpty() ? 1 : scores.lastKey() + 1);
    Added added = UpsertRule.whenNoneIsStored(fresh, user, draft, at);
    ids.put(new Pair(user, draft.exercise()), fresh);
    scores.put(fresh.value(), added.score());
    return added;
  }

  private OfUpdate keep(OfUpdate outcome) {
    if (outcome instanceof Updated updated) {
      scores.put(updated.score().id().value(), updated.score());
    }
    return outcome;
  }
}
