package dev.scores.chassis.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolAdmissionTest {

  private final PoolAdmission admission = new PoolAdmission(new PoolSettings(0));

  @Test
  void callerIsCountedWhileItWaitsForThePool() throws SQLException {
    DataSource guarded =
        new AdmittingDataSource(
            pool(
                () -> {
                  assertTrue(admission.estimator().expectedNanos() > 0);
                  return connection(true);
                }),
            admission.estimator());
    assertTrue(guarded.getConnection().isValid(1));
    assertEquals(0, admission.estimator().expectedNanos());
  }

  @Test
  void overloadedPoolRejectsWithoutADatabaseFault() throws SQLException {
    DataSource guarded =
        new AdmittingDataSource(
            pool(
                () -> {
                  throw new AssertionError("the pool was used");
                }),
            admission.estimator());
    admission.estimator().enter();
    OverloadedException rejected = assertThrows(OverloadedException.class, guarded::getConnection);
    assertEquals(0, rejected.getStackTrace().length);
    assertTrue(OverloadedException.isCauseOf(new IllegalStateException(rejected)));
    assertFalse(OverloadedException.isCauseOf(new IllegalStateException("other")));
  }

  @Test
  void healthCheckBypassesTheQueue() throws SQLException {
    admission.estimator().enter();
    DataSource guarded =
        new AdmittingDataSource(pool(() -> connection(true)), admission.estimator());
    assertEquals(Optional.of(true), admission.query(guarded, connection -> connection.isValid(1)));
  }

  @Test
  void busyPoolDoesNotFailTheHealthCheck() throws SQLException {
    DataSource busy =
        pool(
            () -> {
              admission.estimator().enter();
              admission.estimator().leave(true);
              throw new SQLTransientConnectionException("none came free");
            });
    assertEquals(Optional.empty(), admission.query(busy, connection -> true));
    DataSource away =
        pool(
            () -> {
              throw new SQLTransientConnectionException("none came free");
            });
    assertThrows(
        SQLTransientConnectionException.class, () -> admission.query(away, connection -> true));
  }

  /** Tracing wraps the pool and its connections, and the pool closes only its own. */
  @Test
  void evictedConnectionIsNotUsedAgainWithTracing() throws SQLException {
    try (HikariDataSource hikari = new HikariDataSource()) {
      hikari.setMaximumPoolSize(1);
      hikari.setDataSource(pool(() -> connection(true)));
      DataSource guarded =
          new AdmittingDataSource(
              JdbcTelemetry.create(OpenTelemetry.noop()).wrap(hikari), admission.estimator());
      List<Connection> opened = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        admission.query(
            guarded,
            connection -> {
              PoolAdmission.evict(guarded, connection);
              return opened.add(connection.unwrap(Connection.class));
            });
      }
      assertNotSame(opened.getFirst(), opened.getLast());
    }
  }

  private static DataSource pool(Callable<Connection> next) {
    return fake(DataSource.class, "getConnection", next);
  }

  private static Connection connection(boolean valid) {
    return fake(Connection.class, "isValid", () -> valid);
  }

  private static <T> T fake(Class<T> type, String method, Callable<?> result) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) ->
                called.getName().equals(method) ? result.call() : nothing(called.getReturnType())));
  }

  private static @Nullable Object nothing(Class<?> type) {
    return type.isPrimitive() && type != void.class
        ? Array.get(Array.newInstance(type, 1), 0)
        : null;
  }
}
