package dev.scores.domain;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The log of {@link InMemoryScores}: its events, numbered from 1. Not thread-safe. */
final class InMemoryLog {

  private final List<ScoreEvent> events = new ArrayList<>();

  /** The number of events that were dropped from the beginning. */
  private long dropped;

  void append(ScoreEvent.Type type, Instant at, boolean verdict, Score score, Writer writer) {
    long number = lastNumber() + 1;
    events.add(new ScoreEvent(new ChangeCursor(number, number), type, at, verdict, score, writer));
  }

  ChangePage since(ChangeCursor cursor, int limit) {
    boolean isStart = cursor.equals(ChangeCursor.start());
    long last = isStart ? dropped : cursor.position();
    if (last > lastNumber()) {
      return new CursorAhead();
    }
    if (last < dropped) {
      return new CursorExpired();
    }
    int from = Math.toIntExact(last - dropped);
    List<ScoreEvent> found = events.subList(from, Math.min(events.size(), from + limit));
    return new Changed(found, found.isEmpty() ? cursor : found.getLast().cursor());
  }

  ChangeCursor end() {
    return new ChangeCursor(lastNumber(), lastNumber());
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

  void drop(int count) {
    events.subList(0, count).clear();
    dropped += count;
  }

  void clear() {
    events.clear();
    dropped = 0;
  }

  private long lastNumber() {
    return dropped + events.size();
  }

  private Stream<ScoreEvent> attempts(Predicate<ScoreEvent> selected) {
    return events.stream()
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
