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
  void openTransactionIsSeenUntilItEnds() throws Exception {
    try (Database database = Database.fresh();
        Connection holder = database.connect()) {
      Gauge lag = gauge(database, Duration.ZERO);
      holdBackATransaction(database, holder);
      // Whatever was open before the first sample is not known.
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
  void databaseIsAskedOncePerInterval() throws Exception {
    try (Database database = Database.fresh();
        Connection holder = database.connect()) {
      Gauge lag = gauge(database, Duration.ofDays(1));
      assertEquals(0, lag.value());
      holdBackATransaction(database, holder);
      assertEquals(0, lag.value());
      assertEquals(0, lag.value());
    }
  }

  @Test
  void databaseThatIsAwayHasNoLagToTell() {
    URI nowhere = URI.create(DevPostgres.forTests().freshDatabase() + "_none");
    try (Database database =
        Database.unmigrated(
            nowhere,
            Map.of(
                "datasources.default.initialization-fail-timeout", -1,
                "datasources.default.connection-timeout", 250))) {
      assertTrue(Double.isNaN(gauge(database, Duration.ZERO).value()));
    }
  }

  /** A transaction is held back only if it ends after one that began earlier and is still open. */
  private static void holdBackATransaction(Database database, Connection holder)
      throws SQLException {
    holder.setAutoCommit(false);
    try (Connection later = database.connect();
        Statement open = holder.createStatement();
        Statement ended = later.createStatement()) {
      open.execute("select pg_current_xact_id()");
      ended.execute("select pg_current_xact_id()");
    }
  }

  private static Gauge gauge(Database database, Duration interval) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new FeedLagMetrics(() -> database.context().getBean(ReadQuery.class), interval)
        .bindTo(registry);
    return registry.get("feed.lag").gauge();
  }
}
