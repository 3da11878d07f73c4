package dev.scores.app.webhooks;

import static dev.scores.app.webhooks.HttpTarget.await;
import static dev.scores.app.webhooks.HttpTarget.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scores.chassis.database.DatabaseLog;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Deliveries from a log in memory to a target over real HTTP, with short pauses. */
class WebhookDispatcherTest {

  private static final Duration SHORT = Duration.ofMillis(1);
  private static final DeliveryTimes TIMES =
      new DeliveryTimes(
          SHORT,
          Duration.ofMinutes(1),
          SHORT,
          Duration.ofMinutes(1),
          SHORT,
          SHORT,
          Duration.ofDays(1));

  private final HttpTarget target = new HttpTarget();
  private final InMemoryScores scores = new InMemoryScores();
  private final InMemoryWebhookTargets targets = new InMemoryWebhookTargets();
  private final AdjustableClock clock = new AdjustableClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WebhookDispatcher dispatcher =
      new WebhookDispatcher(
          Webhooks.parse(target.setting()),
          scores,
          targets,
          new DatabaseLog(),
          registry,
          OpenTelemetry.noop(),
          clock,
          TIMES);

  private final Logger logger = (Logger) LoggerFactory.getLogger(TargetHealth.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void captureLog() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    dispatcher.close();
    target.close();
    logger.detachAppender(log);
  }

  @Test
  void eventIsACloudEvent() {
    start();
    write(7, 85, true);
    write(7, 85, false);
    Score score = scores.find(new UserId(7), new ExerciseId(85)).orElseThrow();
    assertTrue(
        scores.remove(new UserId(7), score.id(), new ExpectedVersion.Any(), clock.instant())
            instanceof Removed);
    target.awaitMessages(3);
    String head =
        "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/scores\",\"type\":\"dev.scores.score.%s\","
            + "\"subject\":\"users/7/exercises/85\",\"time\":\"2026-11-30T12:00:00.000000Z\","
            + "\"datacontenttype\":\"application/json\",\"data\":{\"type\":\"%2$s\",\"sequence\":%1$d,"
            + "\"at\":\"2026-11-30T12:00:00.000000Z\",";
    String ids = "\"score\":{\"id\":1,\"user_id\":7,\"exercise_id\":85";
    String times =
        "\"created_at\":\"2026-11-30T12:00:00.000000Z\",\"updated_at\":\"2026-11-30T12:00:00.000000Z\"";
    String solve = "\"solved_at\":\"2026-11-30T12:00:00.000000Z\",\"attempts_to_solve\":1}}}";
    assertEquals(
        List.of(
            head.formatted(1, "added")
                + "\"verdict\":true,%s,\"correct\":true,%s,\"attempts\":1,%s"
                    .formatted(ids, times, solve),
            head.formatted(2, "updated")
                + "\"verdict\":false,%s,\"correct\":false,%s,\"attempts\":2,%s"
                    .formatted(ids, times, solve),
            head.formatted(3, "removed") + ids + "}}}"),
        target.messages().stream().map(HttpTarget.Message::body).toList());
  }

  @Test
  void targetIsToldOfAnErasure() {
    start();
    write(7, 85, true);
    target.awaitMessages(1);
    scores.erase(new UserId(7), clock.instant());
    target.awaitMessages(2);
    String body = target.messages().getLast().body();
    assertTrue(body.contains("\"type\":\"dev.scores.score.removed\""), body);
    assertTrue(body.endsWith("\"score\":{\"id\":1,\"user_id\":7,\"exercise_id\":85}}}"), body);
  }

  @Test
  void newTargetGetsEventsFromNowOn() {
    write(1, 1, true);
    start();
    write(1, 2, true);
    target.awaitMessages(1);
    assertEquals(List.of("2"), target.ids());
  }

  @Test
  void failingTargetGetsTheEventsOfEachUserInOrder() {
    Set<String> tried = ConcurrentHashMap.newKeySet();
    ConcurrentLinkedQueue<HttpTarget.Message> accepted = new ConcurrentLinkedQueue<>();
    target.respond(
        message -> {
          if (tried.add(message.id())) {
            return status(500);
          }
          accepted.add(message);
          return status(200);
        });
    start();
    for (int i = 0; i < 20; i++) {
      for (int user = 1; user <= 12; user++) {
        write(user, 1, i % 2 == 0);
      }
    }
    await(() -> accepted.size() == 240);
    for (int user = 1; user <= 12; user++) {
      String subject = "users/%d/exercises/1".formatted(user);
      List<Long> order =
          accepted.stream()
              .filter(message -> message.subject().equals(subject))
              .map(message -> Long.valueOf(message.id()))
              .toList();
      assertEquals(order.stream().sorted().distinct().toList(), order, subject);
      List<String> arrivals = target.ids(subject);
      for (int i = 0; i < arrivals.size(); i += 2) {
        assertEquals(arrivals.get(i), arrivals.get(i + 1), subject);
      }
    }
    await(() -> delivered() == 240);
  }

  @Test
  void failureOfOneUserHoldsUpNoOtherUserOfThePage() {
    target.respond(message -> status(message.subject().startsWith("users/1/") ? 500 : 200));
    targets.add("lms", ChangeCursor.start());
    write(1, 1, true);
    write(2, 1, true);
    write(1, 2, true);
    write(3, 1, true);
    start();
    await(() -> target.ids().containsAll(List.of("2", "4")));
    assertTrue(target.ids("users/1/exercises/2").isEmpty());
    assertEquals(0, delivered());
  }

  @Test
  void failureAndRecoveryAreLoggedOnce() {
    target.respond(message -> status(503));
    start();
    write(1, 1, true);
    write(2, 1, true);
    await(() -> target.ids().size() > 10);
    clock.advance(Duration.ofMinutes(2));
    target.respond(message -> status(200));
    await(() -> delivered() == 2);
    String name = "webhook target lms=" + target.address();
    List<String> lines = lines();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(
        lines
            .getFirst()
            .matches("WARN " + name + " fails, its events are retried: event [12]: status 503"),
        lines.toString());
    assertEquals("INFO " + name + " accepts events again after 120 s", lines.getLast());
  }

  @Test
  void eventIsGivenUpAfterADay() {
    target.respond(message -> status(500));
    start();
    write(1, 1, true);
    awaitFailure();
    clock.advance(Duration.ofDays(1).minusSeconds(1));
    write(1, 2, true);
    int before = target.ids().size();
    target.awaitMessages(before + 3);
    assertEquals(0, gaps("given_up"));
    clock.advance(Duration.ofSeconds(1));
    await(() -> target.ids().contains("2"));
    assertEquals(1, gaps("given_up"));
    target.respond(message -> status(200));
    await(() -> delivered() == 2);
    assertEquals(1, gaps("given_up"));
    String name = "webhook target lms=" + target.address();
    assertEquals(
        "ERROR " + name + " has failed for 24 h: event 1 is given up: status 500", lines().get(1));
  }

  @Test
  void targetThatIsBackAfterDaysGetsTheEventsOfTheLastDay() {
    target.respond(message -> status(500));
    targets.add("lms", ChangeCursor.start());
    write(1, 1, true);
    write(1, 2, true);
    start();
    awaitFailure();
    clock.advance(Duration.ofDays(2));
    write(1, 3, true);
    await(() -> target.ids().contains("3"));
    assertEquals(2, gaps("given_up"));
    target.respond(message -> status(200));
    await(() -> delivered() == 3);
  }

  @Test
  void oldEventIsNotGivenUpAtTheFirstFailure() {
    target.respond(message -> status(500));
    targets.add("lms", ChangeCursor.start());
    write(1, 1, true);
    clock.advance(Duration.ofDays(2));
    start();
    target.awaitMessages(3);
    assertEquals(0, gaps("given_up"));
  }

  @Test
  void expiredCursorContinuesWithTheLatestEvents() {
    write(1, 1, true);
    targets.add("lms", scores.latest());
    write(1, 2, true);
    write(1, 3, true);
    scores.dropEvents(2);
    start();
    await(() -> gaps("expired") == 1);
    write(1, 4, true);
    target.awaitMessages(1);
    assertEquals(List.of("4"), target.ids());
    assertEquals(1, gaps("expired"));
  }

  @Test
  void positionOfAnotherDatabaseContinuesWithTheLatestEvents() {
    targets.add("lms", new ChangeCursor(1000, 1000));
    write(1, 1, true);
    start();
    await(() -> gaps("expired") == 1);
    write(1, 2, true);
    target.awaitMessages(1);
    assertEquals(List.of("2"), target.ids());
  }

  @Test
  void lostLeaseEndsTheDeliveryWithoutEffect() {
    target.respond(message -> target.silence());
    start();
    write(1, 1, true);
    target.awaitMessages(1);
    targets.steal("lms");
    await(() -> Double.isNaN(lag()));
    assertEquals(0, delivered());
  }

  @Test
  void lagIsTheAgeOfTheOldestUndeliveredEvent() {
    assertTrue(Double.isNaN(lag()));
    start();
    await(() -> lag() == 0);
    target.respond(message -> status(500));
    write(1, 1, true);
    target.awaitMessages(1);
    clock.advance(Duration.ofSeconds(90));
    assertEquals(90, lag());
    target.respond(message -> status(200));
    await(() -> lag() == 0);
  }

  @Test
  void attemptsAreCountedByOutcome() {
    Semaphore failures = new Semaphore(2);
    target.respond(message -> status(failures.tryAcquire() ? 500 : 200));
    start();
    write(1, 1, true);
    await(() -> delivered() == 1);
    assertEquals(2, attempts("rejected"));
    assertEquals(1, attempts("delivered"));
    assertEquals(0, attempts("unreachable"));
    assertEquals(0, attempts("timed_out"));
  }

  @Test
  void stopWaitsForTheAttemptsInFlightAndReleasesTheLease() {
    CountDownLatch stopped = new CountDownLatch(1);
    target.respond(
        message ->
            exchange -> {
              try {
                stopped.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              exchange.sendResponseHeaders(200, -1);
            });
    start();
    write(1, 1, true);
    write(1, 2, true);
    target.awaitMessages(1);
    var end = dispatcher.shutdownGracefully().toCompletableFuture();
    stopped.countDown();
    end.join();
    assertEquals(1, delivered());
    assertEquals(List.of("1"), target.ids());
    assertTrue(!targets.isLeased("lms"));
  }

  @Test
  void closeAbortsTheAttemptsInFlightAndReleasesTheLease() {
    target.respond(message -> target.silence());
    start();
    write(1, 1, true);
    target.awaitMessages(1);
    dispatcher.close();
    assertEquals(0, delivered());
    assertTrue(!targets.isLeased("lms"));
  }

  @Test
  void retriesSpreadAndGrowToTheLimit() {
    Set<Duration> first = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      first.add(DeliveryTimes.DEFAULT.pauseAfter(1));
    }
    assertTrue(first.size() > 10);
    assertTrue(first.stream().allMatch(pause -> isFrom(pause, 500, 1000)), first.toString());
    assertTrue(isFrom(DeliveryTimes.DEFAULT.pauseAfter(3), 2000, 4000));
    for (int failures : List.of(10, 100, Integer.MAX_VALUE)) {
      assertTrue(isFrom(DeliveryTimes.DEFAULT.pauseAfter(failures), 150_000, 300_000));
    }
  }

  private static boolean isFrom(Duration pause, long min, long max) {
    return pause.toMillis() >= min && pause.toMillis() <= max;
  }

  /** Starts the dispatcher and waits until it has the lease, from when on it gets new events. */
  private void start() {
    dispatcher.start();
    await(() -> targets.isLeased("lms"));
  }

  /** Waits until the failure of the target is stored, from when on the day counts. */
  private void awaitFailure() {
    await(() -> targets.of("lms").failingSince().isPresent());
  }

  private void write(int user, int exercise, boolean correct) {
    scores.upsert(
        new UserId(user), new ScoreDraft(new ExerciseId(exercise), correct), clock.instant());
  }

  private long delivered() {
    return targets.of("lms").delivered().sequence();
  }

  private double lag() {
    return registry.get("webhook.lag").tag("target", "lms").gauge().value();
  }

  private double gaps(String reason) {
    return registry.get("webhook.gaps").tag("reason", reason).counter().count();
  }

  private long attempts(String outcome) {
    return registry.get("webhook.deliveries").tag("outcome", outcome).timer().count();
  }

  private List<String> lines() {
    List<ILoggingEvent> lines;
    synchronized (log) {
      lines = List.copyOf(log.list);
    }
    return lines.stream().map(line -> line.getLevel() + " " + line.getFormattedMessage()).toList();
  }
}
