package dev.scores.chassis.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.database.Admission;
import io.micronaut.health.HealthStatus;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.management.health.indicator.HealthIndicator;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class HealthTest {

  private static final HealthStatus SHOWN = new HealthStatus("SHOWN", null, true, null);

  @Test
  void aServiceLivesAsLongAsItServesWhateverElseIsDown() throws Exception {
    try (OperatedService service = new OperatedService(part(HealthStatus.DOWN))) {
      String answer = service.ask("GET", "/health/liveness");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.contains("application/json"), answer);
      assertTrue(answer.endsWith("{\"name\":\"test\",\"status\":\"UP\",\"details\":{}}"), answer);
    }
  }

  @Test
  void itIsNotReadyWhereAPartIsDown() throws Exception {
    try (OperatedService service = new OperatedService(part(HealthStatus.DOWN))) {
      for (String path : new String[] {"/health/readiness", "/health"}) {
        String answer = service.ask("GET", path);
        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        assertTrue(answer.contains("\"part\":{\"name\":\"test\",\"status\":\"DOWN\"}"), answer);
      }
    }
  }

  @Test
  void informationalPartDoesNotBringTheServiceDown() throws Exception {
    try (OperatedService service = new OperatedService(part(SHOWN))) {
      String answer = service.ask("GET", "/health/readiness");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.contains("{\"name\":\"test\",\"status\":\"UP\",\"details\":"), answer);
      assertTrue(answer.contains("\"part\":{\"name\":\"test\",\"status\":\"SHOWN\"}"), answer);
    }
  }

  @Test
  void theDatabaseIsUpWhereItAnswersAndDownOtherwise() {
    assertEquals(HealthStatus.UP, database(() -> connection(true)));
    assertEquals(HealthStatus.DOWN, database(() -> connection(false)));
    assertEquals(
        HealthStatus.DOWN,
        database(
            () -> {
              throw new SQLException("jdbc:postgresql://somewhere/else");
            }));
  }

  private static HealthStatus database(Callable<Connection> pool) {
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor()) {
      DataSource source = fake(DataSource.class, "getConnection", pool);
      return Mono.from(
              new DatabaseHealth(source, new Admission(1000), DataSourceResolver.DEFAULT, blocking)
                  .getResult())
          .toFuture()
          .join()
          .getStatus();
    }
  }

  private static Connection connection(boolean valid) {
    return fake(Connection.class, "isValid", () -> valid);
  }

  private static <T> T fake(Class<T> type, String method, Callable<?> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> called.getName().equals(method) ? answer.call() : null));
  }

  @Test
  void aQuestionIsPutOnceHoweverManyAsk() {
    AtomicInteger asked = new AtomicInteger();
    HealthProbe probe =
        new HealthProbe(
            "part",
            Mono.fromCallable(
                () -> {
                  asked.incrementAndGet();
                  return HealthStatus.UP;
                }),
            HealthStatus.DOWN);
    Flux.merge(probe.result(), probe.result(), probe.result()).collectList().toFuture().join();
    assertEquals(1, asked.get());
  }

  @Test
  void aQuestionThatFailsOrIsNotAnsweredHasTheOtherAnswer() {
    assertEquals(HealthStatus.DOWN, told(Mono.error(new IllegalStateException("no"))));
    assertEquals(HealthStatus.DOWN, told(Mono.empty()));
    assertEquals(HealthStatus.DOWN, told(Mono.never()));
  }

  private static HealthStatus told(Mono<HealthStatus> question) {
    return new HealthProbe("part", question, HealthStatus.DOWN)
        .result()
        .toFuture()
        .join()
        .getStatus();
  }

  private static HealthIndicator part(HealthStatus status) {
    HealthProbe probe = new HealthProbe("part", Mono.just(status), HealthStatus.DOWN);
    return probe::result;
  }
}
