package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedLagMetricsTest {

  @Test
  void openTransactionIsMeasuredUntilItEnds() throws Exception {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh();
        Connection holder = database.connect()) {
      Gauge lag = gauge(database, Duration.ZERO);
      holdBackATransaction(database, holder);
      // Transactions that were open before the first sample are not measured.
      assertEquals(0, lag.value());
      while (lag.value() == 0) {
        Thread.onSpinWait();
      }
      assertTrue(lag.value() > 0);
      holder.commit();
      while (lag.value() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void databaseIsQueriedOncePerInterval() throws Exception {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh();
        Connection holder = database.connect()) {
      Gauge lag = gauge(database, Duration.ofDays(1));
      assertEquals(0, lag.value());
      holdBackATransaction(database, holder);
      assertEquals(0, lag.value());
      assertEquals(0, lag.value());
    }
  }

  @Test
  void lagIsNanWithoutTheDatabase() {
    URI nowhere = URI.create(DevPostgres.forTests().freshDatabase() + "_none");
    try (ScoresTestDatabase database =
        ScoresTestDatabase.unmigrated(
            nowhere,
            Map.of(
                "datasources.default.initialization-fail-timeout", -1,
                "datasources.default.connection-timeout", 250))) {
      assertTrue(Double.isNaN(gauge(database, Duration.ZERO).value()));
    }
  }

  /** The feed delays a transaction only if an earlier one is still open when it ends. */
  private static void holdBackATransaction(ScoresTestDatabase database, Connection holder)
      throws SQLException {
    holder.setAutoCommit(false);
    try (Connection later = database.connect();
        Statement open = holder.createStatement();
        Statement ended = later.createStatement()) {
      open.execute("select pg_current_xact_id()");
      ended.execute("select pg_current_xact_id()");
    }
  }

  private static Gauge gauge(ScoresTestDatabase database, Duration interval) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new FeedLagMetrics(() -> database.context().getBean(ReadQuery.class), interval)
        .bindTo(registry);
    return registry.get("feed.lag").gauge();
  }
}
