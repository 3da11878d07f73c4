package dev.scores.domain.testkit;

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
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.Solve;
import dev.scores.domain.UserId;
import dev.scores.domain.Writer;
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
 * A store with faults. Without any it is correct, although its ids descend and have gaps, which the
 * port permits.
 */
final class FaultyScores implements Scores {

  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private final Map<ScoreId, Score> scores = new ConcurrentHashMap<>();
  private final Map<UserId, Set<ScoreId>> idsByUser = new ConcurrentHashMap<>();
  private final AtomicLong nextId = new AtomicLong(1_000_000);
  private final Lock lock = new ReentrantLock();

  private final Map<Key, Long> attemptsOfRemoved = new ConcurrentHashMap<>();
  private final ScorePolicy policy;

  private record Key(UserId user, ExerciseId exercise) {}

  FaultyScores(ScorePolicy policy, Fault... faults) {
    this.policy = policy;
    this.faults.addAll(List.of(faults));
  }

  @Override
  public AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    return locked(
        () -> {
          Optional<Score> current =
              has(Fault.USER_HAS_ONLY_ONE_SCORE)
                  ? one(scoresOf(user), score -> true)
                  : current(user, draft);
          if (current.isEmpty() || has(Fault.SECOND_ADD_ADDS_A_DUPLICATE)) {
            return add(freshId(), user, draft, at);
          }
          if (has(Fault.REJECTED_ADD_UPDATES)) {
            update(current.get(), draft, at);
          }
          return new AlreadyExists();
        });
  }

  @Override
  public UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return locked(
        () -> {
          Optional<Score> current =
              one(
                  find(id).stream(),
                  score ->
                      (has(Fault.UPDATE_IGNORES_THE_USER) || isOf(user, score))
                          && (has(Fault.UPDATE_IGNORES_THE_EXERCISE) || isFor(draft, score)));
          if (current.isEmpty() && has(Fault.UPDATE_ADDS_A_MISSING_SCORE)) {
            add(freshId(), user, draft, at);
          }
          return current
              .<UpdateOutcome>map(score -> update(score, draft, at))
              .orElseGet(NoSuchScore::new);
        });
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    return upsert(user, draft, new Writer.Owner(), at);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Writer writer, Instant at) {
    return locked(
        () -> {
          Optional<Score> current = current(user, draft);
          if (current.isEmpty() || has(Fault.UPSERT_ADDS_A_DUPLICATE)) {
            return add(freshId(), user, draft, at);
          }
          Updated updated = update(current.get(), draft, at);
          return has(Fault.UPSERT_ALWAYS_RETURNS_ADDED) ? new Added(updated.score()) : updated;
        });
  }

  @Override
  public NamedUpsertOutcome upsert(UserId user, ScoreId named, ScoreDraft draft, Instant at) {
    return locked(
        () -> {
          if (has(Fault.NAMED_UPSERT_UPDATES_ANY_SCORE_WITH_THE_ID) && find(named).isPresent()) {
            return update(find(named).get(), draft, at);
          }
          Optional<Score> current = current(user, draft);
          if (current.isEmpty() && !has(Fault.NAMED_UPSERT_NEVER_ADDS)) {
            boolean takes = has(Fault.NAMED_UPSERT_ADDS_UNDER_THE_NAMED_ID);
            return add(takes ? named : freshId(), user, draft, at);
          }
          return current
              .filter(s -> has(Fault.NAMED_UPSERT_IGNORES_THE_ID) || s.id().equals(named))
              .<NamedUpsertOutcome>map(score -> update(score, draft, at))
              .orElseGet(NoSuchScore::new);
        });
  }

  @Override
  public List<BatchItemOutcome> upsert(Batch batch, Writer writer, Instant at) {
    if (has(Fault.BATCH_IS_NOT_ATOMIC)) {
      List<UpsertOutcome> written = new ArrayList<>();
      for (Batch.Entry entry : batch.effectiveEntries()) {
        written.add(locked(() -> upsertOne(entry, at)));
        LockSupport.parkNanos(1000);
      }
      return batch.outcomes(written);
    }
    return locked(
        () -> outcomes(batch, written(batch).map(entry -> upsertOne(entry, at)).toList()));
  }

  private Stream<Batch.Entry> written(Batch batch) {
    if (has(Fault.SUPERSEDED_DRAFT_IS_WRITTEN)) {
      return batch.entries().stream();
    }
    return has(Fault.FIRST_DRAFT_OF_A_BATCH_IS_EFFECTIVE)
        ? new Batch(batch.entries().reversed()).effectiveEntries().stream()
        : batch.effectiveEntries().stream();
  }

  private List<BatchItemOutcome> outcomes(Batch batch, List<UpsertOutcome> written) {
    List<BatchItemOutcome> outcomes = batch.outcomes(written);
    if (has(Fault.BATCH_OUTCOMES_ARE_REVERSED)) {
      return outcomes.reversed();
    }
    if (has(Fault.LAST_DRAFT_OF_A_BATCH_IS_NOT_WRITTEN) && outcomes.size() > 1) {
      scores.remove(outcomes.getLast().score().id());
    }
    return outcomes.stream()
        .filter(
            outcome -> !(has(Fault.SUPERSEDED_OUTCOME_IS_MISSING) && outcome instanceof Superseded))
        .map(
            outcome -> has(Fault.BATCH_ALWAYS_RETURNS_ADDED) ? new Added(outcome.score()) : outcome)
        .toList();
  }

  private UpsertOutcome upsertOne(Batch.Entry entry, Instant at) {
    UserId user = entry.user();
    ScoreDraft draft = entry.draft();
    return current(user, draft)
        .<UpsertOutcome>map(score -> update(score, draft, at))
        .orElseGet(() -> add(freshId(), user, draft, at));
  }

  @Override
  public StoreConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    if (has(Fault.VERSION_CHECK_IS_NOT_ATOMIC)) {
      Optional<Score> seen = find(id);
      if (seen.isPresent() && !expected.allows(seen.get())) {
        return locked(() -> conditionalUpdate(user, id, draft, expected, at));
      }
      LockSupport.parkNanos(1000);
      return locked(() -> conditionalUpdate(user, id, draft, new ExpectedVersion.Any(), at));
    }
    return locked(() -> conditionalUpdate(user, id, draft, expected, at));
  }

  private StoreConditionalOutcome conditionalUpdate(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    Optional<Score> current =
        has(Fault.CONDITIONAL_UPDATE_IGNORES_THE_USER)
            ? one(find(id).stream(), score -> isFor(draft, score))
            : current(user, draft);
    if (current.isEmpty() && has(Fault.CONDITIONAL_UPDATE_ADDS_A_MISSING_SCORE)) {
      add(freshId(), user, draft, at);
    }
    if (current.isEmpty()) {
      return missing();
    }
    boolean allowed = allows(expected, current.get());
    if (!allowed && has(Fault.VERSION_IS_CHECKED_BEFORE_THE_ID)) {
      return new VersionMismatch();
    }
    if (!current.get().id().equals(id) && !has(Fault.CONDITIONAL_UPDATE_IGNORES_THE_ID)) {
      return new NoSuchScore();
    }
    return allowed ? update(current.get(), draft, at) : new VersionMismatch();
  }

  private StoreConditionalOutcome missing() {
    if (has(Fault.MISSING_SCORE_IS_A_VERSION_MISMATCH)) {
      return new VersionMismatch();
    }
    return has(Fault.MISSING_SCORE_IS_NO_SUCH_SCORE) ? new NoSuchScore() : new NoScoreForExercise();
  }

  @Override
  public RemoveOutcome remove(UserId user, ScoreId id, ExpectedVersion expected, Instant at) {
    if (has(Fault.REMOVAL_IS_NOT_ATOMIC)) {
      Optional<Score> seen = find(id);
      LockSupport.parkNanos(1000);
      return locked(() -> remove(user, seen, expected));
    }
    return locked(() -> remove(user, find(id), expected));
  }

  private RemoveOutcome remove(UserId user, Optional<Score> found, ExpectedVersion expected) {
    if (found.isEmpty()) {
      return new NoSuchScore();
    }
    Score score = found.get();
    boolean allowed = has(Fault.REMOVAL_IGNORES_THE_VERSION) || allows(expected, score);
    if (!allowed && has(Fault.REMOVAL_CHECKS_THE_VERSION_BEFORE_THE_USER)) {
      return new VersionMismatch();
    }
    if (!isOf(user, score) && !has(Fault.REMOVAL_IGNORES_THE_USER)) {
      return new NoSuchScore();
    }
    return allowed ? remove(score) : new VersionMismatch();
  }

  private Removed remove(Score score) {
    if (has(Fault.REMOVAL_REMOVES_EVERY_SCORE_OF_THE_USER)) {
      scores.values().removeIf(one -> isOf(score.user(), one));
    }
    if (has(Fault.REMOVED_ID_IS_ASSIGNED_AGAIN)) {
      nextId.set(score.id().value() + 3);
    }
    if (!has(Fault.REMOVAL_REMOVES_NOTHING)) {
      scores.remove(score.id());
      attemptsOfRemoved.put(new Key(score.user(), score.exercise()), score.attempts());
    }
    return new Removed(
        has(Fault.REMOVED_SCORE_IS_RETURNED_AS_ADDED)
            ? Score.first(
                score.id(),
                score.user(),
                new ScoreDraft(score.exercise(), score.correct()),
                score.createdAt())
            : score);
  }

  private boolean allows(ExpectedVersion expected, Score current) {
    return switch (expected) {
      case ExpectedVersion.Any any -> !has(Fault.ANY_VERSION_IS_REJECTED);
      case ExpectedVersion.OneOf some ->
          has(Fault.STALE_VERSION_IS_ACCEPTED)
              || some.allows(current)
              || (has(Fault.EARLIER_VERSION_IS_ACCEPTED)
                  && some.versions().stream().anyMatch(version -> version < current.version()));
    };
  }

  @Override
  public Optional<Score> find(ScoreId id) {
    return locked(() -> Optional.ofNullable(scores.get(id)));
  }

  @Override
  public Optional<Score> find(UserId user, ScoreId id) {
    return find(id).filter(s -> has(Fault.FIND_BY_ID_IGNORES_THE_USER) || isOf(user, s));
  }

  @Override
  public Optional<Score> find(UserId user, ExerciseId exercise) {
    return locked(
        () ->
            one(
                has(Fault.FIND_BY_EXERCISE_IGNORES_THE_USER)
                    ? scores.values().stream()
                    : scoresOf(user),
                score -> score.exercise().equals(exercise)));
  }

  @Override
  public List<Score> page(Selection selection, Cursor cursor, int limit) {
    if (has(Fault.LIMIT_IS_NOT_CHECKED)) {
      return limit < 1 ? List.of() : locked(() -> listed(selection, cursor, limit));
    }
    Scores.checkLimit(limit);
    return locked(() -> listed(selection, cursor, limit));
  }

  private List<Score> listed(Selection selection, Cursor cursor, int limit) {
    Selection applied = applied(selection);
    if (has(Fault.LIMIT_COUNTS_FILTERED_SCORES)) {
      return scores.values().stream()
          .filter(s -> isAfter(selection, s, cursor))
          .sorted(order(selection))
          .limit(limit)
          .filter(applied::matches)
          .toList();
    }
    long size = has(Fault.PAGE_EXCEEDS_ITS_LIMIT) ? limit + 1L : limit;
    return scores.values().stream()
        .filter(applied::matches)
        .filter(s -> isAfter(selection, s, cursor))
        .filter(s -> !has(Fault.UPDATED_SINCE_IS_EXCLUSIVE) || isStrictlySince(selection, s))
        .sorted(order(selection))
        .limit(size)
        .toList();
  }

  private boolean isAfter(Selection selection, Score score, Cursor cursor) {
    if (has(Fault.CURSOR_IS_INCLUSIVE) && score.id().value() == cursor.id()) {
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
    if (has(Fault.LIST_IS_NOT_ORDERED)) {
      return comparingInt(score -> score.id().hashCode() % 7);
    }
    return has(Fault.LIST_IS_ORDERED_BY_TIME)
        ? comparing(Score::updatedAt)
        : has(Fault.UPDATED_SINCE_IS_ORDERED_BY_ID) ? comparing(Score::id) : selection.order();
  }

  private Selection applied(Selection s) {
    return new Selection(
        has(Fault.USER_FILTER_IS_IGNORED) ? Optional.empty() : s.user(),
        has(Fault.EXERCISE_FILTER_IS_IGNORED) ? Optional.empty() : s.exercise(),
        has(Fault.CORRECT_FILTER_IS_IGNORED) ? Optional.empty() : s.correct(),
        has(Fault.UPDATED_SINCE_IS_IGNORED) ? Optional.empty() : s.updatedSince());
  }

  private static boolean isStrictlySince(Selection selection, Score score) {
    return selection.updatedSince().map(score.updatedAt()::isAfter).orElse(true);
  }

  private Added add(ScoreId id, UserId user, ScoreDraft draft, Instant at) {
    Score first = Score.first(id, user, draft, stored(at));
    Score score =
        has(Fault.SCORE_THAT_IS_ADDED_AGAIN_KEEPS_ITS_ATTEMPTS)
            ? withAttempts(
                first,
                1 + attemptsOfRemoved.getOrDefault(new Key(user, draft.exercise()), 0L),
                first.solve())
            : first;
    scores.put(id, score);
    idsByUser.computeIfAbsent(user, missing -> ConcurrentHashMap.newKeySet()).add(id);
    return new Added(score);
  }

  private Updated update(Score before, ScoreDraft draft, Instant at) {
    if (has(Fault.SAME_VALUE_IS_NOT_WRITTEN) && before.correct() == draft.correct()) {
      return new Updated(before);
    }
    Score right = before.updated(draft.correct(), appliedPolicy(), stored(at));
    Score score =
        new Score(
            right.id(),
            right.user(),
            right.exercise(),
            has(Fault.CORRECT_IS_NOT_WRITTEN) ? before.correct() : right.correct(),
            has(Fault.CREATED_AT_CHANGES) ? right.updatedAt() : right.createdAt(),
            has(Fault.UPDATED_AT_MOVES_BACKWARDS) ? stored(at) : right.updatedAt(),
            has(Fault.VERSION_IS_NOT_INCREMENTED) ? before.version() : right.version(),
            right.attempts(),
            solve(before, right, draft, at));
    boolean isNoAttempt =
        has(Fault.ATTEMPTS_ARE_NOT_COUNTED)
            || (has(Fault.SAME_VALUE_IS_NO_ATTEMPT) && before.correct() == draft.correct());
    Score counted = isNoAttempt ? withoutAttempt(score) : score;
    scores.put(counted.id(), counted);
    return new Updated(counted);
  }

  private ScorePolicy appliedPolicy() {
    if (has(Fault.SOLVED_SCORE_STAYS_CORRECT)) {
      return ScorePolicy.STICKY;
    }
    return has(Fault.STICKY_SCORE_BECOMES_INCORRECT) ? ScorePolicy.LATEST : policy;
  }

  private Optional<Solve> solve(Score before, Score right, ScoreDraft draft, Instant at) {
    Optional<Solve> now = Optional.of(new Solve(right.updatedAt(), right.attempts()));
    if (has(Fault.SOLVE_IS_FORGOTTEN) && !right.correct()) {
      return Optional.empty();
    }
    if (has(Fault.SOLVE_IS_THE_LATEST) && draft.correct()) {
      return now;
    }
    return has(Fault.SOLVE_HAS_THE_TIME_OF_THE_CLOCK) && before.solve().isEmpty()
        ? right.solve().map(solve -> new Solve(stored(at), solve.attempts()))
        : right.solve();
  }

  private static Score withoutAttempt(Score score) {
    long attempts = score.attempts() - 1;
    return withAttempts(
        score,
        attempts,
        score.solve().map(it -> new Solve(it.at(), Math.min(attempts, it.attempts()))));
  }

  private static Score withAttempts(Score score, long attempts, Optional<Solve> solve) {
    return new Score(
        score.id(),
        score.user(),
        score.exercise(),
        score.correct(),
        score.createdAt(),
        score.updatedAt(),
        score.version(),
        attempts,
        solve);
  }

  private Instant stored(Instant at) {
    return has(Fault.TIMES_ARE_ROUNDED_UP) ? at.plusNanos(500) : at.truncatedTo(MICROS);
  }

  private Optional<Score> current(UserId user, ScoreDraft draft) {
    return one(scoresOf(user), score -> isFor(draft, score));
  }

  private Stream<Score> scoresOf(UserId user) {
    return idsByUser.getOrDefault(user, Set.of()).stream()
        .flatMap(id -> find(id).stream())
        .filter(score -> isOf(user, score));
  }

  private Optional<Score> one(Stream<Score> searched, Predicate<Score> wanted) {
    Optional<Score> found = searched.filter(wanted).findAny();
    if (has(Fault.WRITES_ARE_NOT_ATOMIC)) {
      LockSupport.parkNanos(1000); // lets another thread run
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

  private <T> T locked(Supplier<T> operation) {
    if (has(Fault.WRITES_ARE_NOT_ATOMIC)) {
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
