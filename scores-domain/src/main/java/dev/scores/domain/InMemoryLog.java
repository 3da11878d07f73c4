package dev.scores.domain;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The log of {@link InMemoryScores}: its events, numbered from 1. Not thread-safe. */
final class InMemoryLog {

  private static final Comparator<ScoreEvent> BY_TIME =
      comparing(ScoreEvent::at)
          .thenComparingLong(event -> event.score().id().value())
          .thenComparingLong(ScoreEvent::sequence);

  private final TreeMap<Long, ScoreEvent> events = new TreeMap<>();

  private long lastNumber;

  /** The number of the last event that was dropped. */
  private long lastDropped;

  void append(ScoreEvent.Type type, Instant at, boolean verdict, Score score, Writer writer) {
    lastNumber++;
    ChangeCursor cursor = new ChangeCursor(lastNumber, lastNumber);
    events.put(lastNumber, new ScoreEvent(cursor, type, at, verdict, score, writer));
  }

  ChangePage since(ChangeCursor cursor, int limit) {
    boolean isStart = cursor.equals(ChangeCursor.start());
    long position = isStart ? lastDropped : cursor.position();
    if (position > lastNumber) {
      return new CursorAhead();
    }
    if (position < lastDropped) {
      return new CursorExpired();
    }
    List<ScoreEvent> found =
        events.tailMap(position, false).values().stream().limit(limit).toList();
    return new Changed(found, found.isEmpty() ? cursor : found.getLast().cursor());
  }

  ChangeCursor end() {
    return new ChangeCursor(lastNumber, lastNumber);
  }

  AttemptPage attempts(Score score, AttemptCursor cursor, int limit) {
    List<Attempt> newestFirst =
        attempts(event -> event.score().id().equals(score.id()))
            .map(event -> new Attempt(event.score().attempts(), event.verdict(), event.at()))
            .filter(attempt -> attempt.number() < cursor.number())
            .toList()
            .reversed();
    return AttemptPage.of(newestFirst.subList(0, Math.min(newestFirst.size(), limit + 1)), limit);
  }

  List<ActivityCount> activity(UserId user) {
    return attempts(event -> event.score().user().equals(user))
        .collect(groupingBy(event -> ActivityCount.startOf(event.at()), TreeMap::new, toList()))
        .entrySet()
        .stream()
        .map(entry -> count(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The user's events, in the order of {@link PersonalData#events}. */
  List<ScoreEvent> events(UserId user, Optional<ScoreEvent> after, int limit) {
    return events.values().stream()
        .filter(event -> event.score().user().equals(user))
        .filter(event -> after.isEmpty() || BY_TIME.compare(event, after.get()) > 0)
        .sorted(BY_TIME)
        .limit(limit)
        .toList();
  }

  /** Leaves one event without content for each removed score of the user. */
  void erase(UserId user) {
    events
        .values()
        .removeIf(
            event -> event.score().user().equals(user) && event.type() != ScoreEvent.Type.REMOVED);
    events.replaceAll(
        (number, event) -> event.score().user().equals(user) ? event.erased() : event);
  }

  void drop(int count) {
    if (count > events.size()) {
      throw new IndexOutOfBoundsException("there are only " + events.size() + " events");
    }
    for (int i = 0; i < count; i++) {
      lastDropped = events.pollFirstEntry().getKey();
    }
  }

  void clear() {
    events.clear();
    lastNumber = 0;
    lastDropped = 0;
  }

  private Stream<ScoreEvent> attempts(Predicate<ScoreEvent> selected) {
    return events.values().stream()
        .filter(event -> event.type() != ScoreEvent.Type.REMOVED)
        .filter(selected);
  }

  private static ActivityCount count(Instant start, List<ScoreEvent> attempts) {
    return new ActivityCount(
        start, attempts.size(), attempts.stream().filter(InMemoryLog::isSolve).count());
  }

  private static boolean isSolve(ScoreEvent event) {
    Optional<Long> toSolve = event.score().solve().map(Solve::attempts);
    return toSolve.filter(attempts -> attempts == event.score().attempts()).isPresent();
  }
}
