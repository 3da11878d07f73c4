package dev.scores.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ScoresUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A funnel in which one batch is under way at once, held until the test says what it comes to. */
class FunnelTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<List<Integer>> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  private Funnel<Integer, String> funnel(int size, Duration turn, Duration batch) {
    return new Funnel<>(
        new Turns.Limits(1, 1, size, LONG, turn, batch),
        question -> question % 100,
        this::together,
        question -> question + " alone",
        System::nanoTime);
  }

  private List<Seat.Word<String>> together(List<Integer> questions) {
    asked.add(questions);
    try {
      return switch (said.take()) {
        case RuntimeException fault -> throw fault;
        case Seat.Alone<?> none -> questions.stream().map(it -> alone()).toList();
        default -> questions.stream().map(it -> answer(it + " together")).toList();
      };
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static Seat.Word<String> alone() {
    return new Seat.Alone<>();
  }

  private static Seat.Word<String> answer(String text) {
    return new Seat.Answer<>(text);
  }

  /** One after the other, each in the queue before the next one comes. */
  private List<Future<String>> ask(Funnel<Integer, String> funnel, int... questions) {
    List<Future<String>> answers = new ArrayList<>();
    for (int question : questions) {
      int before = funnel.waiting();
      answers.add(callers.submit(() -> funnel.ask(question)));
      while (funnel.waiting() == before && asked.isEmpty()) {
        Thread.onSpinWait();
      }
    }
    return answers;
  }

  private List<Integer> begun() throws InterruptedException {
    return asked.poll(60, SECONDS);
  }

  @Test
  void whoIsAloneAsksAtOnce() throws Exception {
    Funnel<Integer, String> funnel = funnel(10, LONG, LONG);
    said.add("done");
    assertEquals("1 together", funnel.ask(1));
    assertEquals(List.of(1), begun());
  }

  @Test
  void whoComesMeanwhileIsAskedForTogetherInTheOrderOfComing() throws Exception {
    Funnel<Integer, String> funnel = funnel(2, LONG, LONG);
    Future<String> first = ask(funnel, 1).getFirst();
    assertEquals(List.of(1), begun());
    List<Future<String>> others = ask(funnel, 2, 3, 4);
    said.add("done");
    assertEquals("1 together", first.get(60, SECONDS));
    assertEquals(List.of(2, 3), begun());
    said.add("done");
    assertEquals(List.of(4), begun());
    said.add("done");
    for (int i = 0; i < others.size(); i++) {
      assertEquals(i + 2 + " together", others.get(i).get(60, SECONDS));
    }
  }

  @Test
  void twoOfOneKeyAreNeverInOneBatch() throws Exception {
    Funnel<Integer, String> funnel = funnel(10, LONG, LONG);
    ask(funnel, 1);
    assertEquals(List.of(1), begun());
    ask(funnel, 102, 202, 3, 302, 4);
    said.add("done");
    assertEquals(List.of(102, 3, 4), begun());
    said.add("done");
    assertEquals(List.of(202), begun());
    said.add("done");
    assertEquals(List.of(302), begun());
    said.add("done");
  }

  @Test
  void whatMayBeOnesFaultIsAskedOneByOne() throws Exception {
    Funnel<Integer, String> funnel = funnel(10, LONG, LONG);
    ask(funnel, 1);
    begun();
    List<Future<String>> others = ask(funnel, 2, 3);
    said.add("done");
    said.add(new IllegalStateException(new SQLException("held", "55P03")));
    assertEquals("2 alone", others.get(0).get(60, SECONDS));
    assertEquals("3 alone", others.get(1).get(60, SECONDS));
  }

  @Test
  void whoIsToldToAsksAlone() throws Exception {
    said.add(new Seat.Alone<String>());
    assertEquals("1 alone", funnel(10, LONG, LONG).ask(1));
  }

  @Test
  void aConnectionThatBreaksIsEverybodysFaultAndNothingIsTriedAgain() throws Exception {
    Funnel<Integer, String> funnel = funnel(10, LONG, LONG);
    ask(funnel, 1);
    begun();
    List<Future<String>> others = ask(funnel, 2, 3);
    said.add("done");
    said.add(new IllegalStateException(new SQLException("broken", "08006")));
    for (Future<String> other : others) {
      assertInstanceOf(
          ScoresUnavailable.class,
          assertThrows(ExecutionException.class, () -> other.get(60, SECONDS)).getCause());
    }
    said.add("done");
    assertEquals("5 together", funnel.ask(5));
  }

  @Test
  void whoseTurnDoesNotComeInTimeIsRefusedAndNotAskedFor() throws Exception {
    Funnel<Integer, String> funnel = funnel(10, Duration.ofMillis(1), LONG);
    Future<String> first = ask(funnel, 1).getFirst();
    begun();
    assertThrows(ScoresUnavailable.class, () -> funnel.ask(2));
    assertEquals(0, funnel.waiting());
    said.add("done");
    assertEquals("1 together", first.get(60, SECONDS));
    said.add("done");
    assertEquals("3 together", funnel.ask(3));
    assertEquals(List.of(3), begun());
  }

  @Test
  void whoIsAskedForByAnotherDoesNotWaitForEver() throws Exception {
    Funnel<Integer, String> funnel = funnel(10, Duration.ofMillis(200), Duration.ofMillis(1));
    ask(funnel, 1);
    begun();
    List<Future<String>> others = ask(funnel, 2, 3);
    said.add("done");
    assertEquals(List.of(2, 3), begun());
    assertInstanceOf(
        ScoresUnavailable.class,
        assertThrows(ExecutionException.class, () -> others.get(1).get(60, SECONDS)).getCause());
    said.add("done");
    assertEquals("2 together", others.get(0).get(60, SECONDS));
  }

  @Test
  void whoIsStoppedWhileWaitingLeavesTheQueue() throws Exception {
    Funnel<Integer, String> funnel = funnel(10, LONG, LONG);
    ask(funnel, 1);
    begun();
    Future<String> other = ask(funnel, 2).getFirst();
    other.cancel(true);
    while (funnel.waiting() > 0) {
      Thread.onSpinWait();
    }
    said.add("done");
    said.add("done");
    assertEquals("3 together", funnel.ask(3));
  }

  @Test
  void aTurnThatWouldComeTooLateIsRefusedAtOnce() throws Exception {
    AtomicLong minutes = new AtomicLong();
    Funnel<Integer, String> funnel =
        new Funnel<>(
            new Turns.Limits(1, 1, 1, LONG, Duration.ofSeconds(5), LONG),
            question -> question,
            this::together,
            question -> question + " alone",
            () -> Duration.ofMinutes(minutes.incrementAndGet()).toNanos());
    said.add("done");
    funnel.ask(1);
    begun();
    ask(funnel, 2);
    begun();
    ask(funnel, 3);
    assertEquals(
        "the turn would not come in time",
        assertThrows(ScoresUnavailable.class, () -> funnel.ask(4)).getMessage());
  }

  /** Time stands still but for what a test lets pass. */
  private Funnel<Integer, String> funnel(AtomicLong clock, int batches, int slowBatches) {
    return new Funnel<>(
        new Turns.Limits(batches, slowBatches, 10, Duration.ofNanos(100), LONG, LONG),
        question -> question,
        this::together,
        question -> question + " alone",
        clock::get);
  }

  @Test
  void whoComesWhileABatchIsSlowNeedNotWaitForIt() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    Funnel<Integer, String> funnel = funnel(clock, 1, 2);
    ask(funnel, 1);
    assertEquals(List.of(1), begun());
    ask(funnel, 2);
    clock.addAndGet(101);
    ask(funnel, 3);
    assertEquals(List.of(3, 2), begun());
    clock.addAndGet(101);
    ask(funnel, 4);
    assertEquals(1, funnel.waiting());
    said.add("done");
    assertEquals(List.of(4), begun());
    said.add("done");
    said.add("done");
  }

  @Test
  void whereTheyAreNotSlowAnyMoreBatchesAreFewAgain() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    Funnel<Integer, String> funnel = funnel(clock, 1, 2);
    ask(funnel, 1);
    begun();
    clock.addAndGet(101);
    ask(funnel, 2);
    begun();
    ask(funnel, 3);
    assertEquals(1, funnel.waiting());
    said.add("done");
    // One of the two has ended, and the other, or the next one, is young.
    said.add("done");
    assertEquals(List.of(3), begun());
    said.add("done");
    assertEquals(0, funnel.waiting());
  }

  @Test
  void batchesOfSlowQuestionsAreSmall() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    Funnel<Integer, String> funnel = funnel(clock, 1, 1);
    slowQuestions(funnel, clock, 7, 10_000); // 128 a question by now, each counting for a little.
    ask(funnel, 1);
    begun();
    ask(funnel, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    clock.addAndGet(150);
    said.add("done");
    assertEquals(List.of(2, 3, 4, 5, 6, 7), begun()); // Six of some 130 in 800.
    clock.addAndGet(6 * 130);
    said.add("done");
    assertEquals(List.of(8, 9, 10, 11, 12, 13), begun());
    said.add("done");
    assertEquals(List.of(14), begun());
    said.add("done");
  }

  @Test
  void oneThatIsHeldUpSaysLittleAboutTheNext() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    Funnel<Integer, String> funnel = funnel(clock, 1, 1);
    slowQuestions(funnel, clock, 1, Duration.ofMinutes(1).toNanos());
    ask(funnel, 1);
    begun();
    ask(funnel, 2, 3, 4);
    said.add("done");
    assertEquals(List.of(2, 3, 4), begun());
    said.add("done");
  }

  @Test
  void whereEachQuestionIsSlowBatchesAreManyAtOnce() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    Funnel<Integer, String> funnel =
        new Funnel<>(
            new Turns.Limits(1, 3, 10, Duration.ofMillis(5), LONG, LONG),
            question -> question,
            this::together,
            question -> question + " alone",
            clock::get);
    slowQuestions(funnel, clock, 10, Duration.ofMillis(20).toNanos());
    ask(funnel, 1);
    assertEquals(List.of(1), begun());
    ask(funnel, 2);
    assertEquals(List.of(2), begun());
    ask(funnel, 3);
    assertEquals(List.of(3), begun());
    ask(funnel, 4);
    assertEquals(1, funnel.waiting());
    said.addAll(List.of("done", "done", "done", "done"));
    assertEquals(List.of(4), begun());
  }

  /** One after the other, each for that long. */
  private void slowQuestions(
      Funnel<Integer, String> funnel, AtomicLong clock, int number, long nanos) throws Exception {
    for (int i = 0; i < number; i++) {
      Future<String> slow = ask(funnel, 0).getFirst();
      assertEquals(List.of(0), begun());
      clock.addAndGet(nanos);
      said.add("done");
      assertEquals("0 together", slow.get(60, SECONDS));
    }
  }

  @Test
  void manyCallersAtOnceEachGetTheirOwnAnswer() throws Exception {
    Funnel<Integer, Integer> funnel =
        new Funnel<>(
            new Turns.Limits(2, 4, 7, Duration.ofNanos(1), LONG, LONG),
            question -> question % 10,
            questions ->
                questions.stream()
                    .<Seat.Word<Integer>>map(question -> new Seat.Answer<>(-question))
                    .toList(),
            question -> question,
            System::nanoTime);
    List<Future<Integer>> answers =
        IntStream.range(1, 5000).mapToObj(n -> callers.submit(() -> funnel.ask(n))).toList();
    for (int n = 1; n < 5000; n++) {
      assertEquals(-n, answers.get(n - 1).get(60, SECONDS));
    }
    assertEquals(0, funnel.waiting());
  }
}
