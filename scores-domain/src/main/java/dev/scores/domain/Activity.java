package dev.scores.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A user's activity by day in a time zone. A streak is a number of consecutive days with at least
 * one attempt each.
 *
 * @param zone the zone whose midnights separate the days
 * @param days the days with at least one attempt, in ascending order; unmodifiable
 * @param currentStreak the streak that ends today, or yesterday if today has no attempt yet
 * @param longestStreak the longest streak
 */
public record Activity(ZoneId zone, List<Day> days, int currentStreak, int longestStreak) {

  /**
   * @throws IllegalArgumentException if a streak is negative, or the current one is longer than the
   *     longest, or that has more days than there are
   */
  public Activity {
    Objects.requireNonNull(zone, "zone");
    days = List.copyOf(days);
    checkRange("longestStreak", longestStreak, days.size());
    checkRange("currentStreak", currentStreak, longestStreak);
  }

  private static void checkRange(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " must be from 0 to " + most + ", not " + value);
    }
  }

  /**
   * A day with at least one attempt.
   *
   * @param attempts the number of verdicts, at least 1
   * @param solved the number of scores solved for the first time
   */
  public record Day(LocalDate date, long attempts, long solved) {

    /**
     * @throws IllegalArgumentException if {@code attempts} is not positive, or if {@code solved} is
     *     negative or above it
     */
    public Day {
      Objects.requireNonNull(date, "date");
      ActivityCount.check(attempts, solved);
    }

    private Day plus(Day other) {
      return new Day(date, attempts + other.attempts, solved + other.solved);
    }
  }

  /**
   * Adds the counts up to days.
   *
   * @param counts in any order
   * @param now the current time, which decides which day is today
   */
  public static Activity of(List<ActivityCount> counts, ZoneId zone, Instant now) {
    TreeMap<LocalDate, Day> days = new TreeMap<>();
    for (ActivityCount count : counts) {
      LocalDate date = LocalDate.ofInstant(count.start(), zone);
      days.merge(date, new Day(date, count.attempts(), count.solved()), Day::plus);
    }
    int longest = 0;
    int streak = 0;
    LocalDate expected = LocalDate.MIN;
    for (LocalDate date : days.keySet()) {
      streak = date.equals(expected) ? streak + 1 : 1;
      longest = Math.max(longest, streak);
      expected = date.plusDays(1);
    }
    boolean isCurrent = !expected.isBefore(LocalDate.ofInstant(now, zone));
    return new Activity(zone, List.copyOf(days.values()), isCurrent ? streak : 0, longest);
  }
}
