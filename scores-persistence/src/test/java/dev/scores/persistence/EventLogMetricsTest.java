package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NotOnCitus
class EventLogMetricsTest {

  @Test
  void sizeGrowsWithTheEvents() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      Gauge bytes = gauge(database, Duration.ZERO);
      double empty = bytes.value();
      assertTrue(empty > 0, "the indexes of an empty log have a page each");
      write(database);
      // A row has more than 50 bytes, and an entry in at least one index.
      assertTrue(bytes.value() - empty > 50_000, empty + " " + bytes.value());
    }
  }

  @Test
  void databaseIsQueriedOncePerInterval() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      Gauge bytes = gauge(database, Duration.ofDays(1));
      double first = bytes.value();
      write(database);
      assertEquals(first, bytes.value());
    }
  }

  @Test
  void sizeIsNanWithoutTheDatabase() {
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

  private static void write(ScoresTestDatabase database) {
    database.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select 1, exercise, true, now(), now() from generate_series(1, 1000) exercise
        """);
  }

  private static Gauge gauge(ScoresTestDatabase database, Duration interval) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new EventLogMetrics(() -> database.context().getBean(ReadQuery.class), interval)
        .bindTo(registry);
    return registry.get("event.log").gauge();
  }
}
