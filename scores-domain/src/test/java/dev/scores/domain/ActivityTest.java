package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.Activity.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

  @Test
  void countsOfADayAreAddedUp() {
    List<ActivityCount> counts =
        List.of(
            new ActivityCount(Instant.parse("2026-03-02T23:45:00Z"), 1, 0),
            new ActivityCount(Instant.parse("2026-03-01T00:00:00Z"), 5, 2),
            new ActivityCount(Instant.parse("2026-03-02T00:00:00Z"), 3, 1));
    assertEquals(
        List.of(day("2026-03-01", 5, 2), day("2026-03-02", 4, 1)),
        Activity.of(counts, ZoneOffset.UTC, Instant.parse("2026-03-02T12:00:00Z")).days());
  }

  @Test
  void userWithoutAttemptsHasNoDayAndNoStreak() {
    assertEquals(
        new Activity(BERLIN, List.of(), 0, 0), Activity.of(List.of(), BERLIN, Instant.EPOCH));
  }

  /** The clock in Berlin goes from 2:00 to 3:00 on 29 March 2026, and back on 25 October. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-28T22:45:00Z, 2026-03-28",
    "2026-03-28T23:00:00Z, 2026-03-29",
    "2026-03-29T21:45:00Z, 2026-03-29",
    "2026-03-29T22:00:00Z, 2026-03-30",
    "2026-10-24T21:45:00Z, 2026-10-24",
    "2026-10-24T22:00:00Z, 2026-10-25",
    "2026-10-25T22:45:00Z, 2026-10-25",
    "2026-10-25T23:00:00Z, 2026-10-26",
  })
  void daysWithAChangeOfTheClockHave23Or25Hours(Instant start, LocalDate day) {
    assertEquals(List.of(new Day(day, 1, 0)), activity(BERLIN, start, start).days());
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T18:00:00Z, 2026-03-01", "2026-03-01T18:15:00Z, 2026-03-02"})
  void dayMayBeginAtAQuarterOfAnHour(Instant start, LocalDate day) {
    assertEquals(List.of(new Day(day, 1, 0)), activity(KATHMANDU, start, start).days());
  }

  @Test
  void streakContinuesOverAChangeOfTheClock() {
    Instant lastMinutesOfTheDayBefore = Instant.parse("2026-10-24T21:45:00Z");
    Instant firstMinutesOfTheLongDay = Instant.parse("2026-10-24T22:00:00Z");
    Instant lastMinutesOfTheDayAfter = Instant.parse("2026-10-26T22:45:00Z");
    assertEquals(
        3,
        activity(
                BERLIN,
                lastMinutesOfTheDayAfter,
                lastMinutesOfTheDayBefore,
                firstMinutesOfTheLongDay,
                lastMinutesOfTheDayAfter)
            .currentStreak());
    assertEquals(
        2,
        activity(
                BERLIN,
                Instant.parse("2026-03-29T21:45:00Z"),
                Instant.parse("2026-03-28T22:45:00Z"),
                Instant.parse("2026-03-29T21:45:00Z"))
            .currentStreak());
  }

  @Test
  void currentStreakEndsTodayOrYesterday() {
    Instant first = Instant.parse("2026-03-01T10:00:00Z");
    Instant second = Instant.parse("2026-03-02T10:00:00Z");
    for (String now : List.of("2026-03-02T23:59:59Z", "2026-03-03T23:59:59Z")) {
      Activity activity = activity(ZoneOffset.UTC, Instant.parse(now), first, second);
      assertEquals(2, activity.currentStreak(), now);
    }
    Activity later = activity(ZoneOffset.UTC, Instant.parse("2026-03-04T00:00:00Z"), first, second);
    assertEquals(0, later.currentStreak());
    assertEquals(2, later.longestStreak());
  }

  @Test
  void longestStreakMayBeEarlierThanTheCurrentOne() {
    Activity activity =
        activity(
            ZoneOffset.UTC,
            Instant.parse("2026-03-09T10:00:00Z"),
            Instant.parse("2026-03-01T10:00:00Z"),
            Instant.parse("2026-03-02T10:00:00Z"),
            Instant.parse("2026-03-03T10:00:00Z"),
            Instant.parse("2026-03-05T10:00:00Z"),
            Instant.parse("2026-03-08T10:00:00Z"),
            Instant.parse("2026-03-09T10:00:00Z"));
    assertEquals(2, activity.currentStreak());
    assertEquals(3, activity.longestStreak());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:14:59.999999Z, 2026-03-01T10:00:00Z",
    "2026-03-01T10:15:00Z, 2026-03-01T10:15:00Z",
    "1969-12-31T23:59:59Z, 1969-12-31T23:45:00Z",
  })
  void countBeginsAtAQuarterOfAnHour(Instant time, Instant start) {
    assertEquals(start, ActivityCount.startOf(time));
    assertEquals(start, new ActivityCount(start, 1, 1).start());
  }

  @Test
  void countThatDoesNotBeginAtAQuarterOfAnHourIsRejected() {
    assertRejected(
        "start must be a quarter of an hour, not 1970-01-01T00:00:01Z",
        () -> new ActivityCount(Instant.ofEpochSecond(1), 1, 0));
    assertRejected(
        "start must be a quarter of an hour, not 1970-01-01T00:00:00.000000001Z",
        () -> new ActivityCount(Instant.ofEpochSecond(0, 1), 1, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 'attempts must be at least 1, not 0'",
    "2, 3, 'solved must be from 0 to 2, not 3'",
    "2, -1, 'solved must be from 0 to 2, not -1'",
  })
  void numbersOutOfRangeAreRejected(long attempts, long solved, String why) {
    assertRejected(why, () -> new ActivityCount(Instant.EPOCH, attempts, solved));
    assertRejected(why, () -> new Day(LocalDate.EPOCH, attempts, solved));
  }

  @ParameterizedTest
  @CsvSource({
    "0, -1, 'longestStreak must be from 0 to 1, not -1'",
    "0, 2, 'longestStreak must be from 0 to 1, not 2'",
    "-1, 1, 'currentStreak must be from 0 to 1, not -1'",
    "1, 0, 'currentStreak must be from 0 to 0, not 1'",
  })
  void streakOutOfRangeIsRejected(int current, int longest, String why) {
    List<Day> oneDay = List.of(day("2026-03-01", 1, 0));
    assertEquals(1, new Activity(BERLIN, oneDay, 1, 1).currentStreak());
    assertRejected(why, () -> new Activity(BERLIN, oneDay, current, longest));
  }

  /** The activity of a user with one attempt at each of these times. */
  private static Activity activity(ZoneId zone, Instant now, Instant... starts) {
    return Activity.of(
        Stream.of(starts).map(start -> new ActivityCount(start, 1, 0)).toList(), zone, now);
  }

  private static Day day(String date, long attempts, long solved) {
    return new Day(LocalDate.parse(date), attempts, solved);
  }

  private static void assertRejected(String why, Runnable call) {
    assertEquals(why, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
