package dev.scores.app.webhooks;

import static dev.scores.app.webhooks.HttpTarget.await;
import static dev.scores.app.webhooks.HttpTarget.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresApplication;
import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.database.DatabaseLog;
import dev.scores.devservices.DevPostgres;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreService;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import dev.scores.domain.WebhookTargets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.opentelemetry.api.OpenTelemetry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several instances on one PostgreSQL: one of them delivers, and another one takes over. */
class WebhookTakeOverTest {

  private static final Duration SHORT = Duration.ofMillis(10);

  private final HttpTarget target = new HttpTarget();
  private final ApplicationContext context = context();
  private final ScoreService scores = context.getBean(ScoreService.class);
  private final CutOffTargets firstTargets =
      new CutOffTargets(context.getBean(WebhookTargets.class));
  private final List<WebhookDispatcher> started = new ArrayList<>();
  private final SimpleMeterRegistry firstLag = new SimpleMeterRegistry();
  private final WebhookTargets secondTargets = context.getBean(WebhookTargets.class);

  /** The connection of an instance to the database, which can be cut. */
  private static final class CutOffTargets implements WebhookTargets {

    private final WebhookTargets targets;
    private volatile boolean isCut;

    CutOffTargets(WebhookTargets targets) {
      this.targets = targets;
    }

    void cut() {
      isCut = true;
    }

    void restore() {
      isCut = false;
    }

    private WebhookTargets connected() {
      if (isCut) {
        throw new ScoresUnavailable("cut", new SQLException("cut", "08006"));
      }
      return targets;
    }

    @Override
    public void add(String name, ChangeCursor start) {
      connected().add(name, start);
    }

    @Override
    public Optional<Progress> lease(String name, UUID instance, Duration term) {
      return connected().lease(name, instance, term);
    }

    @Override
    public boolean save(String name, UUID instance, Progress progress) {
      return connected().save(name, instance, progress);
    }

    @Override
    public void release(String name, UUID instance) {
      connected().release(name, instance);
    }
  }

  private static ApplicationContext context() {
    Map<String, String> environment =
        Map.of(
            "MICRONAUT_ENVIRONMENTS", "test",
            "DATABASE_URL", DevPostgres.forTests().freshDatabase(),
            "USERS_SERVICE_URL", "http://127.0.0.1:1");
    return ServiceDefinition.start(
        new ServiceDefinition(ScoresApplication.SETTINGS).context(environment), environment);
  }

  @AfterEach
  void close() {
    started.forEach(WebhookDispatcher::close);
    context.close();
    target.close();
  }

  @Test
  void anotherInstanceTakesOverWhenTheLeaseExpires() {
    start(firstTargets, Duration.ofMillis(500));
    awaitLease();
    write(1);
    target.awaitMessages(1);
    target.respond(message -> target.silence());
    write(2);
    target.awaitMessages(2);
    target.respond(message -> status(200));
    start(secondTargets, Duration.ofMillis(500));
    firstTargets.cut();
    write(3);
    await(() -> target.ids().contains("3"));
    firstTargets.restore();
    write(4);
    await(() -> target.ids().contains("4"));
    assertEquals(List.of("1", "2", "3", "4"), target.ids().stream().distinct().toList());
  }

  @Test
  void anotherInstanceTakesOverAtOnceAfterAStop() {
    WebhookDispatcher first = start(firstTargets, Duration.ofDays(1));
    awaitLease();
    write(1);
    target.awaitMessages(1);
    start(secondTargets, Duration.ofDays(1));
    first.shutdownGracefully().toCompletableFuture().join();
    write(2);
    target.awaitMessages(2);
    assertEquals(List.of("1", "2"), target.ids());
  }

  @Test
  void instanceThatLostItsLeaseSavesNothing() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    secondTargets.add("lms", ChangeCursor.start());
    assertTrue(secondTargets.lease("lms", first, Duration.ofMillis(1)).isPresent());
    await(() -> secondTargets.lease("lms", second, Duration.ofDays(1)).isPresent());
    var late = new WebhookTargets.Progress(new ChangeCursor(5, 5), Optional.empty());
    assertTrue(!secondTargets.save("lms", first, late));
    secondTargets.release("lms", first);
    assertTrue(secondTargets.lease("lms", first, Duration.ofDays(1)).isEmpty());
    assertEquals(
        ChangeCursor.start(),
        secondTargets.lease("lms", second, Duration.ofDays(1)).orElseThrow().delivered());
  }

  /** Waits until an instance has the lease, from when on the target gets new events. */
  private void awaitLease() {
    await(() -> Double.compare(firstLag.get("webhook.lag").gauge().value(), 0) == 0);
  }

  private WebhookDispatcher start(WebhookTargets targets, Duration lease) {
    SimpleMeterRegistry registry = targets == firstTargets ? firstLag : new SimpleMeterRegistry();
    DeliveryTimes times =
        new DeliveryTimes(
            SHORT, lease, SHORT, Duration.ofMinutes(1), SHORT, SHORT, Duration.ofDays(1));
    WebhookDispatcher dispatcher =
        new WebhookDispatcher(
            Webhooks.parse(target.setting()),
            context.getBean(Changes.class),
            targets,
            new DatabaseLog(),
            registry,
            OpenTelemetry.noop(),
            Clock.systemUTC(),
            times);
    started.add(dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  private void write(int exercise) {
    scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(exercise), true));
  }
}
