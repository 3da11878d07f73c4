package dev.scores.domain.testkit;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.scores.domain.ActivityCount;
import dev.scores.domain.Attempt;
import dev.scores.domain.AttemptCursor;
import dev.scores.domain.AttemptPage;
import dev.scores.domain.Attempts;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Attempts with one fault. */
record FaultyAttempts(InMemoryScores scores, Fault fault) implements Attempts {

  private static final int HOUR = 3600;

  enum Fault {
    NONE,
    OLDEST_ATTEMPT_IS_FIRST,
    VERDICT_IS_THAT_OF_THE_SCORE,
    ATTEMPT_HAS_THE_TIME_OF_THE_FIRST,
    HISTORY_IGNORES_THE_EXERCISE,
    HISTORY_IGNORES_THE_USER,
    UNKNOWN_SCORE_HAS_AN_EMPTY_HISTORY,
    REMOVED_SCORE_KEEPS_ITS_HISTORY,
    SCORE_THAT_IS_ADDED_AGAIN_KEEPS_ITS_HISTORY,
    PAGE_EXCEEDS_ITS_LIMIT,
    LAST_PAGE_HAS_A_NEXT_CURSOR,
    NO_PAGE_HAS_A_NEXT_CURSOR,
    CURSOR_IS_INCLUSIVE,
    CURSOR_IS_IGNORED,
    CURSOR_COUNTS_FROM_THE_NEWEST,
    LIMIT_IS_NOT_CHECKED,
    ACTIVITY_IGNORES_THE_USER,
    ACTIVITY_OMITS_REMOVED_SCORES,
    ACTIVITY_COUNTS_REMOVALS,
    ACTIVITY_COUNTS_EVERY_CORRECT_VERDICT,
    ACTIVITY_COUNTS_NO_SOLVE,
    ACTIVITY_IS_BY_THE_HOUR,
    ACTIVITY_IS_ROUNDED,
    ACTIVITY_IS_DESCENDING,
    ACTIVITY_IS_MODIFIABLE
  }

  @Override
  public Optional<AttemptPage> of(ScoreId score, AttemptCursor cursor, int limit) {
    if (isUnchecked(limit)) {
      return Optional.empty();
    }
    Attempts.checkLimit(limit);
    return found(scores.find(score), event -> event.score().id().equals(score), cursor, limit);
  }

  @Override
  public Optional<AttemptPage> of(
      UserId user, ExerciseId exercise, AttemptCursor cursor, int limit) {
    if (isUnchecked(limit)) {
      return Optional.empty();
    }
    Attempts.checkLimit(limit);
    Optional<Score> score =
        fault == Fault.HISTORY_IGNORES_THE_USER
            ? first(Selection.all().ofExercise(exercise))
            : fault == Fault.HISTORY_IGNORES_THE_EXERCISE
                ? first(Selection.all().ofUser(user))
                : scores.find(user, exercise);
    return found(
        score,
        event ->
            fault == Fault.SCORE_THAT_IS_ADDED_AGAIN_KEEPS_ITS_HISTORY
                ? event.score().user().equals(user) && event.score().exercise().equals(exercise)
                : score.filter(one -> one.id().equals(event.score().id())).isPresent(),
        cursor,
        limit);
  }

  private boolean isUnchecked(int limit) {
    return fault == Fault.LIMIT_IS_NOT_CHECKED && (limit < 1 || limit > MAX_PAGE);
  }

  private Optional<Score> first(Selection selection) {
    return scores.page(selection, Cursor.start(), 1).stream().findFirst();
  }

  private Optional<AttemptPage> found(
      Optional<Score> score, Predicate<ScoreEvent> selected, AttemptCursor cursor, int limit) {
    AttemptPage page = page(events(selected), cursor, limit);
    boolean isFound =
        score.isPresent()
            || fault == Fault.UNKNOWN_SCORE_HAS_AN_EMPTY_HISTORY
            || (fault == Fault.REMOVED_SCORE_KEEPS_ITS_HISTORY && !page.attempts().isEmpty());
    return isFound ? Optional.of(page) : Optional.empty();
  }

  private AttemptPage page(List<ScoreEvent> events, AttemptCursor cursor, int limit) {
    List<Attempt> all = new ArrayList<>(events.stream().map(one -> attempt(one, events)).toList());
    if (fault != Fault.OLDEST_ATTEMPT_IS_FIRST) {
      all = all.reversed();
    }
    int newest = all.size();
    List<Attempt> after =
        all.stream().filter(attempt -> isAfter(attempt, cursor, newest)).limit(limit + 1L).toList();
    AttemptPage right = AttemptPage.of(after, limit);
    return switch (fault) {
      case PAGE_EXCEEDS_ITS_LIMIT -> new AttemptPage(after, right.next());
      case NO_PAGE_HAS_A_NEXT_CURSOR -> new AttemptPage(right.attempts(), Optional.empty());
      case LAST_PAGE_HAS_A_NEXT_CURSOR ->
          after.isEmpty()
              ? right
              : new AttemptPage(
                  right.attempts(),
                  Optional.of(new AttemptCursor(right.attempts().getLast().number())));
      default -> right;
    };
  }

  private boolean isAfter(Attempt attempt, AttemptCursor cursor, int newest) {
    boolean isStart = cursor.equals(AttemptCursor.start());
    return switch (fault) {
      case CURSOR_IS_INCLUSIVE -> attempt.number() <= cursor.number();
      case CURSOR_IS_IGNORED -> true;
      case CURSOR_COUNTS_FROM_THE_NEWEST ->
          isStart || newest - attempt.number() > cursor.number() - 1;
      case OLDEST_ATTEMPT_IS_FIRST -> isStart || attempt.number() > cursor.number();
      default -> attempt.number() < cursor.number();
    };
  }

  private Attempt attempt(ScoreEvent event, List<ScoreEvent> events) {
    boolean isOfScore = fault == Fault.VERDICT_IS_THAT_OF_THE_SCORE;
    boolean isOfFirst = fault == Fault.ATTEMPT_HAS_THE_TIME_OF_THE_FIRST;
    return new Attempt(
        event.score().attempts(),
        isOfScore ? event.score().correct() : event.verdict(),
        isOfFirst ? events.getFirst().at() : event.at());
  }

  @Override
  public List<ActivityCount> activity(UserId user) {
    TreeMap<Instant, List<ScoreEvent>> byStart =
        events(event -> isActivity(event, user)).stream()
            .collect(groupingBy(event -> start(event.at()), TreeMap::new, toList()));
    List<ActivityCount> counts = new ArrayList<>();
    byStart.forEach(
        (start, events) ->
            counts.add(
                new ActivityCount(
                    start, events.size(), events.stream().filter(this::isSolve).count())));
    return switch (fault) {
      case ACTIVITY_IS_DESCENDING ->
          counts.stream().sorted(comparing(ActivityCount::start).reversed()).toList();
      case ACTIVITY_IS_MODIFIABLE -> counts;
      default -> List.copyOf(counts);
    };
  }

  private boolean isActivity(ScoreEvent event, UserId user) {
    return (fault == Fault.ACTIVITY_IGNORES_THE_USER || event.score().user().equals(user))
        && (fault != Fault.ACTIVITY_OMITS_REMOVED_SCORES
            || scores.find(event.score().id()).isPresent());
  }

  private boolean isSolve(ScoreEvent event) {
    boolean isFirst =
        event.score().solve().filter(it -> it.attempts() == event.score().attempts()).isPresent();
    return switch (fault) {
      case ACTIVITY_COUNTS_EVERY_CORRECT_VERDICT -> event.verdict();
      case ACTIVITY_COUNTS_NO_SOLVE -> false;
      default -> isFirst;
    };
  }

  private Instant start(Instant time) {
    return switch (fault) {
      case ACTIVITY_IS_BY_THE_HOUR ->
          Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), HOUR) * HOUR);
      case ACTIVITY_IS_ROUNDED ->
          ActivityCount.startOf(time.plusSeconds(ActivityCount.SECONDS / 2));
      default -> ActivityCount.startOf(time);
    };
  }

  private List<ScoreEvent> events(Predicate<ScoreEvent> selected) {
    boolean isWithRemovals = fault == Fault.ACTIVITY_COUNTS_REMOVALS;
    Changed all = (Changed) scores.since(ChangeCursor.start(), 1000);
    return all.events().stream()
        .filter(event -> isWithRemovals || event.type() != ScoreEvent.Type.REMOVED)
        .filter(selected)
        .toList();
  }
}
