package dev.scores.users;

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

/**
 * The HTTP tests of this module run with the threads and limits of production. The one limit that
 * differs is the login rate, which is higher in dev and test by default: a test logs in more often
 * than a user.
 */
class UsersProductionLimitsTest {

  @Test
  void carriersMatchProduction() {
    assertEquals(
        VirtualThreadCarriers.count(),
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism());
  }

  @Test
  void limitsMatchProduction() {
    Map<String, Object> limits =
        new TreeMap<>(
            Settings.read(
                UsersApplication.SETTINGS,
                Map.of(
                    "DATABASE_URL",
                    UsersTestDatabases.SHARED,
                    "JWT_SIGNING_KEY",
                    UsersTestServer.KEY.toJSONString())));
    limits.keySet().removeIf(name -> !name.startsWith("limits.") && !name.contains("pool"));
    limits.remove("limits.attempts-per-minute");
    assertEquals(6, limits.size(), limits.toString());
    try (UsersTestServer service =
        UsersTestServer.start("DATABASE_URL", UsersTestDatabases.SHARED)) {
      Environment environment = service.beans(Environment.class).iterator().next();
      limits.forEach(
          (name, limit) ->
              assertEquals(
                  Optional.of(limit), environment.getProperty(name, limit.getClass()), name));
    }
  }
}
