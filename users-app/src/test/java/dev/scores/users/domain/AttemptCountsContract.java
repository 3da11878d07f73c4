package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.AttemptCounts.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that every store of counts obeys. */
public abstract class AttemptCountsContract {

  private static final Bucket ADA = Bucket.of("ada", 2);
  private static final Bucket BOB = Bucket.of("bob", 1);

  private AttemptCounts counts;

  /** A store in which all buckets are full. */
  protected abstract AttemptCounts fullBuckets();

  /** Lets the time pass, for the buckets. */
  protected abstract void pass(Duration time);

  @BeforeEach
  void fill() {
    counts = fullBuckets();
  }

  @Test
  void bucketHasAsManyTokensAsItsCapacity() {
    assertEquals(Map.of(), counts.spend(List.of(ADA)));
    assertEquals(Map.of(), counts.spend(List.of(ADA)));
    Map<Bucket, Duration> third = counts.spend(List.of(ADA));
    assertEquals(Set.of(ADA), third.keySet());
    assertWithin(Duration.ofSeconds(30), wait(ADA, third));
  }

  @Test
  void tokensComeBackEvenly() {
    spend(ADA, 2);
    pass(Duration.ofSeconds(30));
    assertEquals(1, spend(ADA, 2));
    pass(Duration.ofHours(1));
    assertEquals(2, spend(ADA, 3));
  }

  @Test
  void rejectedAttemptTakesNoToken() {
    spend(BOB, 1);
    assertEquals(Set.of(BOB), counts.spend(List.of(ADA, BOB)).keySet());
    assertEquals(2, spend(ADA, 3));
  }

  @Test
  void everyExhaustedBucketHasItsWait() {
    spend(ADA, 2);
    spend(BOB, 1);
    Bucket full = Bucket.of("eve", 1);
    Map<Bucket, Duration> waits = counts.exhausted(List.of(full, BOB, ADA));
    assertEquals(Set.of(ADA, BOB), waits.keySet());
    assertWithin(Duration.ofSeconds(30), wait(ADA, waits));
    assertTrue(wait(BOB, waits).compareTo(wait(ADA, waits)) > 0, waits.toString());
    assertWithin(Duration.ofMinutes(1), wait(BOB, waits));
    assertEquals(waits.keySet(), counts.spend(List.of(full, BOB, ADA)).keySet());
  }

  @Test
  void lookingTakesNoToken() {
    assertEquals(Map.of(), counts.exhausted(List.of(BOB)));
    assertEquals(1, spend(BOB, 1));
  }

  @Test
  void concurrentAttemptsTakeEachTokenOnce() throws Exception {
    Bucket one = Bucket.of("one", 3);
    Bucket other = Bucket.of("other", 1000);
    long started = System.nanoTime();
    List<Callable<Integer>> attempts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Bucket> buckets = i % 2 == 0 ? List.of(one, other) : List.of(other, one);
      attempts.add(() -> counts.spend(buckets).isEmpty() ? 1 : 0);
    }
    int passed = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> attempt : threads.invokeAll(attempts)) {
        passed += attempt.get();
      }
    }
    // Three, and one more for each 20 s.
    long most = 3 + Duration.ofNanos(System.nanoTime() - started).toSeconds() / 20;
    assertTrue(passed >= 3 && passed <= most, passed + " passed, at most " + most);
  }

  private int spend(Bucket bucket, int times) {
    int spent = 0;
    for (int i = 0; i < times; i++) {
      spent += counts.spend(List.of(bucket)).isEmpty() ? 1 : 0;
    }
    return spent;
  }

  private static Duration wait(Bucket bucket, Map<Bucket, Duration> waits) {
    return Optional.ofNullable(waits.get(bucket)).orElseThrow();
  }

  private static void assertWithin(Duration most, Duration wait) {
    assertTrue(wait.isPositive() && wait.compareTo(most) <= 0, wait.toString());
  }
}
