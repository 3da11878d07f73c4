package dev.scores.chassis.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.database.PoolAdmission;
import dev.scores.chassis.database.PoolSettings;
import dev.scores.chassis.database.SchemaCheck;
import dev.scores.chassis.database.SchemaSettings;
import io.micronaut.health.HealthStatus;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
  void livenessIgnoresDependencies() throws Exception {
    try (OperatedService service = new OperatedService(part(HealthStatus.DOWN))) {
      String response = service.exchange("GET", "/health/liveness");
      assertTrue(response.startsWith("HTTP/1.1 200 "), response);
      assertTrue(response.contains("application/json"), response);
      assertTrue(
          response.endsWith("{\"name\":\"test\",\"status\":\"UP\",\"details\":{}}"), response);
    }
  }

  @Test
  void failedPartMakesTheServiceNotReady() throws Exception {
    try (OperatedService service = new OperatedService(part(HealthStatus.DOWN))) {
      for (String path : new String[] {"/health/readiness", "/health"}) {
        String response = service.exchange("GET", path);
        assertTrue(response.startsWith("HTTP/1.1 503 "), response);
        assertTrue(response.contains("\"part\":{\"name\":\"test\",\"status\":\"DOWN\"}"), response);
      }
    }
  }

  @Test
  void informationalPartDoesNotBringTheServiceDown() throws Exception {
    try (OperatedService service = new OperatedService(part(SHOWN))) {
      String response = service.exchange("GET", "/health/readiness");
      assertTrue(response.startsWith("HTTP/1.1 200 "), response);
      assertTrue(response.contains("{\"name\":\"test\",\"status\":\"UP\",\"details\":"), response);
      assertTrue(response.contains("\"part\":{\"name\":\"test\",\"status\":\"SHOWN\"}"), response);
    }
  }

  @Test
  void databaseWithItsSchemaIsUp() {
    assertEquals(HealthStatus.UP, database(() -> connection("1")).getStatus());
  }

  @Test
  void unreachableDatabaseIsDownWithoutDetails() {
    HealthResult result =
        database(
            () -> {
              throw new SQLException("jdbc:postgresql://somewhere/else");
            });
    assertEquals(HealthStatus.DOWN, result.getStatus());
    assertNull(result.getDetails());
  }

  @Test
  void databaseWithoutMigrationsIsDown() {
    HealthResult result = database(() -> connection());
    assertEquals(HealthStatus.DOWN, result.getStatus());
    assertEquals(
        Map.of("error", "the schema is missing: run the command migrate"), result.getDetails());
  }

  @Test
  void readOnlyDatabaseIsDown() {
    HealthResult result = database(() -> connection(true, "1"));
    assertEquals(HealthStatus.DOWN, result.getStatus());
    assertEquals(
        Map.of("error", "the database is read-only: it is a standby, or does not accept writes"),
        result.getDetails());
  }

  @Test
  void busyDatabaseIsUp() {
    PoolAdmission admission = new PoolAdmission(new PoolSettings(1000));
    HealthResult result =
        database(
            admission,
            () -> {
              admission.estimator().enter();
              admission.estimator().leave(true);
              throw new SQLException("none came free");
            });
    assertEquals(HealthStatus.UP, result.getStatus());
  }

  private static HealthResult database(Callable<Connection> pool) {
    return database(new PoolAdmission(new PoolSettings(1000)), pool);
  }

  private static HealthResult database(PoolAdmission admission, Callable<Connection> pool) {
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor()) {
      DataSource source = fake(DataSource.class, "getConnection", pool);
      DatabaseHealth health =
          new DatabaseHealth(
              source,
              admission,
              new SchemaCheck(new SchemaSettings("null")),
              new DatabaseLog(),
              DataSourceResolver.DEFAULT,
              blocking);
      return Mono.from(health.getResult()).toFuture().join();
    }
  }

  private static Connection connection(String... versions) {
    return connection(false, versions);
  }

  /** A connection to a database with these migrations. */
  private static Connection connection(boolean isReadOnly, String... versions) {
    Iterator<String> rows = List.of(versions).iterator();
    ResultSet result =
        (ResultSet)
            Proxy.newProxyInstance(
                HealthTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (self, called, arguments) ->
                    switch (called.getName()) {
                      case "next" -> rows.hasNext();
                      case "getString" -> arguments[0].equals(1) ? rows.next() : null;
                      case "getBoolean" -> isReadOnly;
                      default -> null;
                    });
    Statement statement = fake(Statement.class, "executeQuery", () -> result);
    return fake(Connection.class, "createStatement", () -> statement);
  }

  private static <T> T fake(Class<T> type, String method, Callable<?> result) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              if (called.getName().equals(method)) {
                return result.call();
              }
              return called.getReturnType().equals(boolean.class) ? false : null;
            }));
  }

  @Test
  void simultaneousCallersShareOneCheck() {
    AtomicInteger checks = new AtomicInteger();
    HealthProbe probe =
        new HealthProbe(
            "part",
            Mono.fromCallable(
                () -> {
                  checks.incrementAndGet();
                  return HealthStatus.UP;
                }),
            HealthStatus.DOWN);
    Flux.merge(probe.result(), probe.result(), probe.result()).collectList().toFuture().join();
    assertEquals(1, checks.get());
  }

  @Test
  void failedCheckHasTheFallbackResult() {
    assertEquals(HealthStatus.DOWN, statusOf(Mono.error(new IllegalStateException("no"))));
    assertEquals(HealthStatus.DOWN, statusOf(Mono.empty()));
    assertEquals(HealthStatus.DOWN, statusOf(Mono.never()));
  }

  private static HealthStatus statusOf(Mono<HealthStatus> check) {
    return new HealthProbe("part", check, HealthStatus.DOWN).result().toFuture().join().getStatus();
  }

  private static HealthIndicator part(HealthStatus status) {
    HealthProbe probe = new HealthProbe("part", Mono.just(status), HealthStatus.DOWN);
    return probe::result;
  }
}
