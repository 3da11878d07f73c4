package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ScoresUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a leader ends, the one slot that there is comes back, and no follower is forgotten. */
class LostSlotsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final BatchScheduler scheduler = new BatchScheduler(1);
  private final CountDownLatch hold = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);
  private final AtomicBoolean faulty = new AtomicBoolean(true);

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new OutOfMemoryError("planted"),
        new StackOverflowError("planted"),
        new AssertionError("planted"),
        new IllegalStateException("planted"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aThrowingBatchGivesItsSlotBack(Throwable fault) {
    var coalescer =
        coalescer(
            LostSlotsTest::ownKey,
            questions -> thrownWhile(faulty, fault, questions),
            any -> false);
    assertThrows(ScoresUnavailable.class, () -> coalescer.call(1));
    isUsable(coalescer);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aThrowingKeyTakesNoSlot(Throwable fault) {
    var coalescer =
        coalescer(
            question -> thrownWhile(faulty, fault, List.of(question)),
            LostSlotsTest::answers,
            any -> false);
    assertThrows(fault.getClass(), () -> coalescer.call(1));
    isUsable(coalescer);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultWhileAFaultIsJudgedGivesTheSlotBack(Throwable fault) {
    var coalescer =
        coalescer(
            LostSlotsTest::ownKey,
            questions -> thrownWhile(faulty, new IllegalStateException("planted"), questions),
            any -> thrown(fault));
    assertThrows(fault.getClass(), () -> coalescer.call(1));
    isUsable(coalescer);
  }

  @Test
  void aKeyThatFailsToCompareLosesNoFollower() throws Exception {
    var coalescer =
        coalescer(
            question -> question > 1 ? new FailingKey() : question,
            this::heldAnswers,
            any -> false);
    List<Future<String>> answers = ask(coalescer, 1, 2, 3);
    hold.countDown();
    assertEquals("1", answers.get(0).get(60, SECONDS));
    for (Future<String> answer : answers.subList(1, 3)) {
      assertThrows(ExecutionException.class, () -> answer.get(60, SECONDS));
    }
    isUsable(coalescer);
  }

  @Test
  void followersOfALeaderThatGivesTooFewRepliesFail() throws Exception {
    var coalescer =
        coalescer(
            LostSlotsTest::ownKey,
            questions -> {
              List<Reply<String>> answers = heldAnswers(questions);
              return answers.subList(0, Math.min(answers.size(), 2));
            },
            any -> false);
    List<Future<String>> answers = ask(coalescer, 1, 2, 3, 4, 5);
    hold.countDown();
    assertEquals("1", answers.get(0).get(60, SECONDS));
    for (Future<String> answer : answers.subList(3, 5)) {
      assertThrows(ExecutionException.class, () -> answer.get(60, SECONDS));
    }
    isUsable(coalescer);
  }

  @Test
  void aLeaderThatIsInterruptedHandsItsSlotOn() throws Exception {
    var coalescer = coalescer(LostSlotsTest::ownKey, this::heldAnswers, any -> false);
    List<Future<String>> answers = ask(coalescer, 1, 2, 3);
    answers.get(1).cancel(true);
    hold.countDown();
    assertEquals("1", answers.get(0).get(60, SECONDS));
    assertEquals("3", answers.get(2).get(60, SECONDS));
    Thread.currentThread().interrupt();
    assertThrows(ScoresUnavailable.class, () -> coalescer.call(4));
    assertTrue(Thread.interrupted());
    isUsable(coalescer);
  }

  @Test
  void noLaneKeepsTheOthersOut() throws Exception {
    var shared = new BatchScheduler(2);
    var slow = coalescer(shared, LostSlotsTest::ownKey, this::heldAnswers, any -> false);
    var quick = coalescer(shared, LostSlotsTest::ownKey, LostSlotsTest::answers, any -> false);
    List<Future<String>> answers = ask(slow, 1, 2, 3);
    assertEquals("7", quick.call(7));
    assertEquals(1, shared.held());
    hold.countDown();
    for (Future<String> answer : answers) {
      answer.get(60, SECONDS);
    }
    assertEquals(0, shared.held());
  }

  private static final class FailingKey {
    @Override
    public int hashCode() {
      throw new StackOverflowError("planted");
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private static Object ownKey(Integer question) {
    return question;
  }

  private void isUsable(RequestCoalescer<Integer, String> coalescer) {
    faulty.set(false);
    while (scheduler.held() > 0) {
      Thread.onSpinWait(); // A leader replies before it has ended altogether.
    }
    assertEquals("1", coalescer.call(1));
    assertEquals(0, coalescer.waiting());
    assertEquals(0, scheduler.held());
  }

  /** The first executes, held; the others are in the queue when this returns. */
  private List<Future<String>> ask(RequestCoalescer<Integer, String> coalescer, int... questions)
      throws InterruptedException {
    List<Future<String>> answers = new ArrayList<>();
    for (int question : questions) {
      int before = coalescer.waiting();
      answers.add(callers.submit(() -> coalescer.call(question)));
      if (answers.size() == 1) {
        held.await();
      } else {
        while (coalescer.waiting() == before) {
          Thread.onSpinWait();
        }
      }
    }
    return answers;
  }

  private List<Reply<String>> heldAnswers(List<Integer> questions) {
    held.countDown();
    try {
      hold.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return answers(questions);
  }

  private static List<Reply<String>> answers(List<Integer> questions) {
    return questions.stream()
        .<Reply<String>>map(question -> new Reply.Answer<>(question.toString()))
        .toList();
  }

  private static List<Reply<String>> thrownWhile(
      AtomicBoolean faulty, Throwable fault, List<Integer> questions) {
    if (faulty.get()) {
      thrown(fault);
    }
    return answers(questions);
  }

  private static boolean thrown(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }

  private RequestCoalescer<Integer, String> coalescer(
      Function<Integer, Object> key,
      RequestCoalescer.BatchOperation<Integer, String> together,
      Predicate<Throwable> mayBeOfOne) {
    return coalescer(scheduler, key, together, mayBeOfOne);
  }

  private static RequestCoalescer<Integer, String> coalescer(
      BatchScheduler scheduler,
      Function<Integer, Object> key,
      RequestCoalescer.BatchOperation<Integer, String> together,
      Predicate<Throwable> mayBeOfOne) {
    return RequestCoalescer.ofWrites(
        "test",
        scheduler,
        new BatchLimits(2, 10, LONG, LONG, LONG),
        key,
        together,
        question -> question + " alone",
        new SoloExecutor(1, LONG),
        new RequestCoalescer.Faults(
            mayBeOfOne, fault -> new ScoresUnavailable("the batch failed", fault)),
        new SimpleMeterRegistry());
  }
}
