package dev.scores.domain.planted;

import static java.time.temporal.ChronoUnit.MICROS;
import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.scores.domain.Batch;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store with at most one fault. Without any it is right, though its ids fall and leave gaps,
 * which the port does not forbid.
 */
final class FaultyScores implements Scores {

  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private final Map<ScoreId, Score> scores = new ConcurrentHashMap<>();
  private final AtomicLong nextId = new AtomicLong(1_000_000);
  private final Lock lock = new ReentrantLock();

  FaultyScores(Fault... faults) {
    this.faults.addAll(List.of(faults));
  }

  @Override
  public AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    return alone(
        () -> {
          Optional<Score> current =
              has(Fault.A_USER_HAS_BUT_ONE_SCORE)
                  ? one(score -> score.user().equals(user))
                  : current(user, draft);
          if (current.isEmpty() || has(Fault.A_SECOND_ADD_MAKES_A_SECOND_SCORE)) {
            return made(freshId(), user, draft, at);
          }
          if (has(Fault.A_REFUSED_ADD_WRITES)) {
            rewritten(current.get(), draft, at);
          }
          return new AlreadyExists();
        });
  }

  @Override
  public UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return alone(
        () -> {
          Optional<Score> current =
              one(
                  score ->
                      score.id().equals(id)
                          && (has(Fault.AN_UPDATE_REACHES_OTHER_USERS) || isOf(user, score))
                          && (has(Fault.AN_UPDATE_MISSES_THE_EXERCISE) || isFor(draft, score)));
          if (current.isEmpty() && has(Fault.AN_UPDATE_ADDS_WHAT_IS_MISSING)) {
            made(freshId(), user, draft, at);
          }
          return current
              .<UpdateOutcome>map(score -> rewritten(score, draft, at))
              .orElseGet(NoSuchScore::new);
        });
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    return alone(
        () -> {
          Optional<Score> current = current(user, draft);
          if (current.isEmpty() || has(Fault.AN_UPSERT_MAKES_A_SECOND_SCORE)) {
            return made(freshId(), user, draft, at);
          }
          Updated updated = rewritten(current.get(), draft, at);
          return has(Fault.AN_UPSERT_ALWAYS_SAYS_ADDED) ? new Added(updated.score()) : updated;
        });
  }

  @Override
  public NamedUpsertOutcome upsert(UserId user, ScoreId named, ScoreDraft draft, Instant at) {
    return alone(
        () -> {
          if (has(Fault.A_NAMED_UPSERT_TAKES_WHATEVER_HAS_THE_NAME) && find(named).isPresent()) {
            return rewritten(find(named).get(), draft, at);
          }
          Optional<Score> current = current(user, draft);
          if (current.isEmpty() && !has(Fault.A_NAMED_UPSERT_NEVER_ADDS)) {
            boolean takes = has(Fault.A_NAMED_UPSERT_ADDS_UNDER_THAT_NAME);
            return made(takes ? named : freshId(), user, draft, at);
          }
          return current
              .filter(s -> has(Fault.A_NAMED_UPSERT_IGNORES_THE_NAME) || s.id().equals(named))
              .<NamedUpsertOutcome>map(score -> rewritten(score, draft, at))
              .orElseGet(NoSuchScore::new);
        });
  }

  @Override
  public List<BatchItemOutcome> upsert(UserId user, Batch batch, Instant at) {
    if (has(Fault.A_BATCH_IS_WRITTEN_ITEM_BY_ITEM)) {
      List<UpsertOutcome> written = new ArrayList<>();
      for (ScoreDraft draft : batch.effectiveDrafts()) {
        written.add(alone(() -> addedOrRewritten(user, draft, at)));
        LockSupport.parkNanos(1000);
      }
      return batch.outcomes(written);
    }
    return alone(
        () -> told(batch, written(batch).map(draft -> addedOrRewritten(user, draft, at)).toList()));
  }

  private Stream<ScoreDraft> written(Batch batch) {
    if (has(Fault.A_BATCH_WRITES_WHAT_IS_SUPERSEDED)) {
      return batch.drafts().stream();
    }
    return has(Fault.THE_FIRST_OF_A_BATCH_WINS)
        ? new Batch(batch.drafts().reversed()).effectiveDrafts().stream()
        : batch.effectiveDrafts().stream();
  }

  private List<BatchItemOutcome> told(Batch batch, List<UpsertOutcome> written) {
    List<BatchItemOutcome> outcomes = batch.outcomes(written);
    if (has(Fault.A_BATCH_IS_TOLD_IN_ANOTHER_ORDER)) {
      return outcomes.reversed();
    }
    if (has(Fault.A_BATCH_STOPS_SHORT_OF_THE_LAST) && outcomes.size() > 1) {
      scores.remove(outcomes.getLast().score().id());
    }
    return outcomes.stream()
        .filter(
            outcome ->
                !(has(Fault.A_BATCH_LEAVES_OUT_WHAT_IS_SUPERSEDED)
                    && outcome instanceof Superseded))
        .map(outcome -> has(Fault.A_BATCH_ALWAYS_SAYS_ADDED) ? new Added(outcome.score()) : outcome)
        .toList();
  }

  private UpsertOutcome addedOrRewritten(UserId user, ScoreDraft draft, Instant at) {
    return current(user, draft)
        .<UpsertOutcome>map(score -> rewritten(score, draft, at))
        .orElseGet(() -> made(freshId(), user, draft, at));
  }

  @Override
  public StoreConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    if (has(Fault.THE_VERSION_IS_JUDGED_BEFORE_THE_WRITE)) {
      Optional<Score> seen = alone(() -> one(score -> score.id().equals(id)));
      if (seen.isPresent() && !expected.allows(seen.get())) {
        return alone(() -> judged(user, id, draft, expected, at));
      }
      LockSupport.parkNanos(1000);
      return alone(() -> judged(user, id, draft, new ExpectedVersion.Any(), at));
    }
    return alone(() -> judged(user, id, draft, expected, at));
  }

  private StoreConditionalOutcome judged(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    Optional<Score> current =
        has(Fault.A_CONDITIONAL_UPDATE_REACHES_OTHER_USERS)
            ? one(score -> score.id().equals(id) && isFor(draft, score))
            : current(user, draft);
    if (current.isEmpty() && has(Fault.A_CONDITIONAL_UPDATE_ADDS_WHAT_IS_MISSING)) {
      made(freshId(), user, draft, at);
    }
    if (current.isEmpty()) {
      return missing();
    }
    boolean allowed = allows(expected, current.get());
    if (!allowed && has(Fault.THE_VERSION_IS_JUDGED_BEFORE_THE_ID)) {
      return new VersionMismatch();
    }
    if (!current.get().id().equals(id) && !has(Fault.A_CONDITIONAL_UPDATE_MISSES_THE_ID)) {
      return new NoSuchScore();
    }
    return allowed ? rewritten(current.get(), draft, at) : new VersionMismatch();
  }

  private StoreConditionalOutcome missing() {
    if (has(Fault.A_MISSING_SCORE_HAS_CHANGED)) {
      return new VersionMismatch();
    }
    return has(Fault.A_MISSING_SCORE_HAS_ANOTHER_ID) ? new NoSuchScore() : new NoScoreForExercise();
  }

  private boolean allows(ExpectedVersion expected, Score current) {
    return switch (expected) {
      case ExpectedVersion.Any any -> !has(Fault.ANY_VERSION_IS_NONE);
      case ExpectedVersion.OneOf some ->
          has(Fault.A_STALE_VERSION_IS_WRITTEN)
              || some.allows(current)
              || (has(Fault.AN_EARLIER_VERSION_WILL_DO)
                  && some.versions().stream().anyMatch(version -> version < current.version()));
    };
  }

  @Override
  public Optional<Score> find(ScoreId id) {
    return alone(() -> Optional.ofNullable(scores.get(id)));
  }

  @Override
  public Optional<Score> find(UserId user, ScoreId id) {
    return find(id).filter(s -> has(Fault.A_FIND_SHOWS_OTHER_USERS_SCORES) || isOf(user, s));
  }

  @Override
  public Optional<Score> find(UserId user, ExerciseId exercise) {
    return alone(
        () ->
            one(
                score ->
                    (has(Fault.A_FIND_BY_EXERCISE_MISSES_THE_USER) || isOf(user, score))
                        && score.exercise().equals(exercise)));
  }

  @Override
  public List<Score> page(Selection selection, Cursor cursor, int limit) {
    return alone(() -> listed(selection, cursor, limit));
  }

  private List<Score> listed(Selection selection, Cursor cursor, int limit) {
    Selection applied = crippled(selection);
    Stream<Score> behind =
        scores.values().stream()
            .filter(s -> isBehind(selection, s, cursor))
            .sorted(order(selection));
    if (has(Fault.THE_LIMIT_COUNTS_HIDDEN_SCORES)) {
      return behind.limit(limit).filter(applied::matches).toList();
    }
    long size = has(Fault.A_PAGE_HAS_ONE_TOO_MANY) ? limit + 1L : limit;
    return behind
        .filter(applied::matches)
        .filter(s -> !has(Fault.UPDATED_SINCE_IS_EXCLUSIVE) || isStrictlySince(selection, s))
        .limit(size)
        .toList();
  }

  private boolean isBehind(Selection selection, Score score, Cursor cursor) {
    if (has(Fault.THE_CURSOR_IS_SHOWN_AGAIN) && score.id().value() == cursor.id()) {
      return true;
    }
    Selection order =
        selection.isByTime() && !has(Fault.UPDATED_SINCE_IS_ORDERED_BY_ID)
            ? Selection.all().updatedSince(Instant.MIN)
            : Selection.all();
    boolean isTie = cursor.updatedAt().filter(score.updatedAt()::equals).isPresent();
    return order.matches(score, cursor)
        && !(order.isByTime() && isTie && has(Fault.UPDATED_SINCE_SKIPS_TIES));
  }

  private Comparator<Score> order(Selection selection) {
    if (has(Fault.A_LIST_IS_NOT_ORDERED)) {
      return comparingInt(score -> score.id().hashCode() % 7);
    }
    return has(Fault.A_LIST_IS_ORDERED_BY_TIME)
        ? comparing(Score::updatedAt)
        : has(Fault.UPDATED_SINCE_IS_ORDERED_BY_ID) ? comparing(Score::id) : selection.order();
  }

  private Selection crippled(Selection s) {
    return new Selection(
        has(Fault.THE_USER_FILTER_IS_LOST) ? Optional.empty() : s.user(),
        has(Fault.THE_EXERCISE_FILTER_IS_LOST) ? Optional.empty() : s.exercise(),
        has(Fault.THE_VERDICT_FILTER_IS_LOST) ? Optional.empty() : s.correct(),
        has(Fault.UPDATED_SINCE_IS_LOST) ? Optional.empty() : s.updatedSince());
  }

  private static boolean isStrictlySince(Selection selection, Score score) {
    return selection.updatedSince().map(score.updatedAt()::isAfter).orElse(true);
  }

  private Added made(ScoreId id, UserId user, ScoreDraft draft, Instant at) {
    Score score = Score.first(id, user, draft, kept(at));
    scores.put(id, score);
    return new Added(score);
  }

  private Updated rewritten(Score before, ScoreDraft draft, Instant at) {
    if (has(Fault.THE_SAME_VERDICT_IS_NO_WRITE) && before.correct() == draft.correct()) {
      return new Updated(before);
    }
    Score right = before.updated(draft.correct(), kept(at));
    Score score =
        new Score(
            right.id(),
            right.user(),
            right.exercise(),
            has(Fault.THE_VERDICT_IS_NOT_WRITTEN) ? before.correct() : right.correct(),
            has(Fault.CREATED_AT_MOVES) ? right.updatedAt() : right.createdAt(),
            has(Fault.UPDATED_AT_MOVES_BACK) ? kept(at) : right.updatedAt(),
            has(Fault.THE_VERSION_STANDS_STILL) ? before.version() : right.version());
    scores.put(score.id(), score);
    return new Updated(score);
  }

  private Instant kept(Instant at) {
    return has(Fault.TIMES_ARE_ROUNDED) ? at.plusNanos(500) : at.truncatedTo(MICROS);
  }

  private Optional<Score> current(UserId user, ScoreDraft draft) {
    return one(score -> isOf(user, score) && isFor(draft, score));
  }

  private Optional<Score> one(Predicate<Score> wanted) {
    Optional<Score> found = scores.values().stream().filter(wanted).findAny();
    if (has(Fault.NOTHING_IS_LOCKED)) {
      LockSupport.parkNanos(1000); // lets another caller in
    }
    return found;
  }

  private static boolean isOf(UserId user, Score score) {
    return score.user().equals(user);
  }

  private static boolean isFor(ScoreDraft draft, Score score) {
    return score.exercise().equals(draft.exercise());
  }

  private ScoreId freshId() {
    return new ScoreId(nextId.addAndGet(-3));
  }

  private boolean has(Fault fault) {
    return faults.contains(fault);
  }

  private <T> T alone(Supplier<T> operation) {
    if (has(Fault.NOTHING_IS_LOCKED)) {
      return operation.get();
    }
    lock.lock();
    try {
      return operation.get();
    } finally {
      lock.unlock();
    }
  }
}
