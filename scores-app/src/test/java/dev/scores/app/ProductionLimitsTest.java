package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.commands.VirtualThreadCarriers;
import dev.scores.chassis.settings.Settings;
import io.micronaut.context.env.Environment;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;

/** The HTTP tests of this module run with the threads and limits of production. */
class ProductionLimitsTest {

  @Test
  void carriersAreThoseOfProduction() {
    assertEquals(
        VirtualThreadCarriers.count(),
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism());
  }

  @Test
  void limitsAreThoseOfProduction() {
    Map<String, Object> limits =
        new TreeMap<>(
            Settings.read(
                ScoresApplication.SETTINGS,
                Map.of(
                    "DATABASE_URL",
                    TestDatabases.SHARED,
                    "USERS_SERVICE_URL",
                    "http://users:5001")));
    limits.keySet().removeIf(name -> !name.startsWith("limits.") && !name.contains("pool"));
    assertEquals(7, limits.size(), limits.toString());
    try (UsersStub users = new UsersStub();
        ScoresService service = ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED)) {
      Environment environment = service.bean(Environment.class);
      limits.forEach(
          (name, limit) ->
              assertEquals(
                  Optional.of(limit), environment.getProperty(name, limit.getClass()), name));
    }
  }
}
