package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.PersonalData;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of {@link PersonalData}. */
public abstract class PersonalDataContract extends ContractTests {

  private static final ExpectedVersion ANY = new ExpectedVersion.Any();
  private static final Instant ERASED = Instant.parse("2026-03-02T12:00:00.000001Z");

  private static final Duration BETWEEN_READS = Duration.ofMillis(10);
  private static final int MAX_READS = 300;

  private PersonalData data;

  /**
   * Returns the port under test.
   *
   * @return the personal data in the store that {@link #emptyStore} returned last
   */
  protected abstract PersonalData personalData();

  /**
   * Returns the log of the store, which shows what remains.
   *
   * @return the changes of the store that {@link #emptyStore} returned last
   */
  protected abstract Changes changes();

  @BeforeEach
  void useDataOfTheStore() {
    data = trace.recorded(PersonalData.class, personalData());
  }

  // Erasure

  @Test
  void erasedUserHasNoScores() {
    stored(ANN, solved(LOOPS));
    stored(ANN, failed(MAPS));
    data.erase(ANN, ERASED);
    assertStored(List.of());
    assertEquals(Optional.empty(), store.find(ANN, LOOPS));
  }

  @Test
  void oneTombstoneRemainsForEachScore() {
    Score loops = stored(ANN, solved(LOOPS));
    Score maps = stored(ANN, failed(MAPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    store.upsert(ANN, solved(MAPS), LATER);
    data.erase(ANN, ERASED);
    assertTombstones(List.of(loops, maps), ERASED);
  }

  @Test
  void erasureOfManyScoresIsComplete() {
    IntStream.rangeClosed(1, 2100)
        .forEach(exercise -> stored(ANN, solved(new ExerciseId(exercise))));
    Score bobs = stored(BOB, solved(LOOPS));
    data.erase(ANN, ERASED);
    assertStored(List.of(bobs));
    assertEquals(
        2100,
        eventsOf(ANN).stream().filter(event -> event.equals(event.erased())).count(),
        "the tombstones");
  }

  @Test
  void tombstonesOfEarlierRemovalsAreErased() {
    Score first = stored(ANN, solved(LOOPS));
    store.upsert(ANN, solved(LOOPS), LATER);
    store.remove(ANN, first.id(), ANY, LATER);
    Score second = stored(ANN, failed(MAPS));
    store.upsert(ANN, failed(MAPS), LATER);
    store.remove(ANN, second.id(), ANY, LATER);
    data.erase(ANN, ERASED);
    assertTombstones(List.of(first, second), LATER);
  }

  @Test
  void otherUsersAreUnchanged() {
    stored(ANN, solved(LOOPS));
    Score loops = stored(BOB, solved(LOOPS));
    stored(BOB, failed(MAPS));
    Score maps = updated(store.upsert(BOB, solved(MAPS), LATER));
    Score gone = stored(BOB, solved(new ExerciseId(99)));
    store.remove(BOB, gone.id(), ANY, LATER);
    List<ScoreEvent> before = eventsOf(BOB);
    data.erase(ANN, ERASED);
    assertStored(List.of(loops, maps));
    assertEquals(before, eventsOf(BOB));
  }

  @Test
  void erasureInAttemptsIsTheSame() {
    Score score = stored(ANN, solved(LOOPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    for (int i = 0; i < MAX_READS && !data.tryErase(ANN, ERASED); i++) {
      LockSupport.parkNanos(BETWEEN_READS.toNanos());
    }
    assertStored(List.of());
    assertTombstones(List.of(score), ERASED);
  }

  @Test
  void secondErasureChangesNothing() {
    stored(ANN, solved(LOOPS));
    data.erase(ANN, ERASED);
    List<ScoreEvent> events = eventsOf(ANN);
    data.erase(ANN, ERASED.plusSeconds(1));
    data.erase(BOB, ERASED.plusSeconds(1));
    assertEquals(events, eventsOf(ANN));
  }

  @Test
  void scoreThatIsWrittenLaterIsErasedByTheNextCall() {
    Score before = stored(ANN, solved(LOOPS));
    data.erase(ANN, ERASED);
    Score after = stored(ANN, solved(LOOPS), ERASED);
    store.upsert(ANN, failed(LOOPS), ERASED);
    data.erase(ANN, ERASED);
    assertStored(List.of());
    assertTombstones(List.of(before, after), ERASED);
  }

  /** A clock that is behind does not put the removal before the last write. */
  @Test
  void tombstoneIsNotOlderThanItsScore() {
    Score score = stored(ANN, solved(LOOPS), LATER);
    data.erase(ANN, EARLIER);
    assertTombstones(List.of(score), LATER);
  }

  /** Whatever it has read before, and from whichever position it goes on. */
  @Test
  void followersEndUpWithoutTheUser() {
    stored(ANN, solved(LOOPS));
    stored(ANN, failed(MAPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    Score bobs = stored(BOB, solved(LOOPS));
    List<ScoreEvent> read = allEvents(4);
    data.erase(ANN, ERASED);
    allEvents(3);
    for (int seen = 0; seen <= read.size(); seen++) {
      Replica replica = new Replica(List.of());
      read.subList(0, seen).forEach(replica::apply);
      ChangeCursor next = seen == 0 ? ChangeCursor.start() : read.get(seen - 1).cursor();
      since(next).forEach(replica::apply);
      assertEquals(List.of(bobs), replica.scores(), "after " + seen + " events");
    }
  }

  // Events

  @Test
  void eventsOfAUserAreByTime() {
    Score late = stored(ANN, solved(LOOPS), LATER);
    stored(BOB, solved(LOOPS));
    Score early = stored(ANN, failed(MAPS), EARLIER);
    Score next = updated(store.upsert(ANN, solved(MAPS), NOON));
    store.remove(ANN, late.id(), ANY, LATER);
    assertEquals(
        List.of(early, next, late, late), eventsOf(ANN).stream().map(ScoreEvent::score).toList());
    assertEquals(
        List.of(
            ScoreEvent.Type.ADDED,
            ScoreEvent.Type.UPDATED,
            ScoreEvent.Type.ADDED,
            ScoreEvent.Type.REMOVED),
        eventsOf(ANN).stream().map(ScoreEvent::type).toList());
    assertEquals(
        List.of(false, true, true, true), eventsOf(ANN).stream().map(ScoreEvent::verdict).toList());
  }

  @Test
  void eventsAreThoseOfTheLog() {
    stored(ANN, solved(LOOPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    assertEquals(allEvents(2), eventsOf(ANN));
    assertEquals(List.of(), eventsOf(BOB));
  }

  @Test
  void pagesTogetherAreAllEvents() {
    Stream.of(LOOPS, MAPS, new ExerciseId(23))
        .forEach(
            exercise -> {
              stored(ANN, failed(exercise));
              store.upsert(ANN, solved(exercise), NOON);
              store.upsert(ANN, failed(exercise), NOON);
              store.upsert(ANN, failed(exercise), LATER);
            });
    List<ScoreEvent> all = data.events(ANN, Optional.empty(), PersonalData.MAX_PAGE);
    assertEquals(12, Set.copyOf(all).size());
    for (int limit = 1; limit <= 13; limit++) {
      List<ScoreEvent> gathered = new ArrayList<>();
      List<ScoreEvent> page = data.events(ANN, Optional.empty(), limit);
      while (!page.isEmpty() && gathered.size() <= all.size()) {
        assertTrue(page.size() <= limit, "the size of a page");
        gathered.addAll(page);
        page = data.events(ANN, Optional.of(page.getLast()), limit);
      }
      assertEquals(all, gathered, "with pages of " + limit);
    }
  }

  @Test
  void limitOutOfRangeIsRejected() {
    for (int limit : new int[] {0, -1, PersonalData.MAX_PAGE + 1}) {
      assertThrows(IllegalArgumentException.class, () -> data.events(ANN, Optional.empty(), limit));
    }
  }

  private void assertTombstones(List<Score> scores, Instant at) {
    List<ScoreEvent> remaining = eventsOf(ANN);
    assertEquals(
        scores.stream().map(Score::id).toList(),
        remaining.stream().map(event -> event.score().id()).toList());
    for (ScoreEvent event : remaining) {
      assertEquals(ScoreEvent.Type.REMOVED, event.type());
      assertEquals(at, event.at());
      assertEquals(event.erased(), event);
    }
  }

  private List<ScoreEvent> eventsOf(UserId user) {
    List<ScoreEvent> all = new ArrayList<>();
    List<ScoreEvent> page = data.events(user, Optional.empty(), PersonalData.MAX_PAGE);
    while (!page.isEmpty() && !all.containsAll(page)) {
      all.addAll(page);
      page = data.events(user, Optional.of(page.getLast()), PersonalData.MAX_PAGE);
    }
    return all;
  }

  /** The events of the log. Waits until there are as many, because they may appear later. */
  private List<ScoreEvent> allEvents(int expected) {
    List<ScoreEvent> found = since(ChangeCursor.start());
    for (int i = 0; i < MAX_READS && found.size() != expected; i++) {
      LockSupport.parkNanos(BETWEEN_READS.toNanos());
      found = since(ChangeCursor.start());
    }
    assertEquals(expected, found.size(), "the number of events in the log");
    return found;
  }

  private List<ScoreEvent> since(ChangeCursor cursor) {
    return assertInstanceOf(Changed.class, changes().since(cursor, Changes.MAX_PAGE)).events();
  }
}
