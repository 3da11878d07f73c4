package dev.scores.app;

import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.chassis.settings.Durations;
import dev.scores.chassis.settings.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The settings of reads from a standby (docs/adr/0055). */
final class StandbyReadSettings {

  private static final String POOL = "standby";
  private static final String PREFIX = "datasources." + POOL + ".";

  /** Set if there is a standby. */
  static final String URL_PROPERTY = PREFIX + "url";

  private static final Duration MIN_LAG = Duration.ofMillis(100);
  private static final Duration MAX_LAG = Duration.ofMinutes(1);

  static final List<Setting> ALL =
      List.of(
          Setting.optional(
                  "DATABASE_READ_URL",
                  DatabaseUrl.FORM,
                  "",
                  "A streaming standby of the database, for public lists, exports, reports and the"
                      + " change feed. While it is down or lags, the primary answers them. User and"
                      + " password are percent-encoded.",
                  address -> pool(address, DatabaseUrl::withOwnPassword))
              .inDevelopment(address -> pool(address, url -> url))
              .masked(DatabaseUrl::withoutPassword),
          Setting.optional(
              "DATABASE_READ_POOL_SIZE",
              "a number of connections, 1 to 1000",
              "8",
              "Number of connections in the pool of the standby.",
              Setting.number("standby.pool-size", 1, 1000)),
          Setting.optional(
              "DATABASE_READ_MAX_LAG",
              "a duration such as 2s, 100ms to 1m",
              "2s",
              "How old a state of the standby may be that a read shows."
                  + " For this long after its start, less 2 s, an instance returns 503 to `after=latest`.",
              StandbyReadSettings::lag));

  private StandbyReadSettings() {}

  private static Map<String, Object> pool(String address, UnaryOperator<DatabaseUrl> check) {
    if (address.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> properties =
        new HashMap<>(check.apply(DatabaseUrl.parse(address)).ofStandby().properties(POOL));
    Map.of(
            "driver-class-name", "org.postgresql.Driver",
            "pool-name", "${micronaut.application.name}-standby",
            // Less than for the primary, which has to answer within the same deadline.
            "connection-timeout", 250,
            // StandbyQuery waits a little longer for the response.
            "connection-init-sql", "set statement_timeout = '400ms'; ${service.session:}",
            "initialization-fail-timeout", -1,
            "maximum-pool-size", "${standby.pool-size}",
            "minimum-idle", "${standby.pool-size}",
            "keepalive-time", 30_000,
            "validation-timeout", 250)
        .forEach((name, value) -> properties.put(PREFIX + name, value));
    // As for the primary, in service-defaults.yml.
    Map.of(
            "ApplicationName",
            "${micronaut.application.name}",
            "connectTimeout",
            1,
            "socketTimeout",
            1,
            "tcpKeepAlive",
            true,
            "logServerErrorDetail",
            false)
        .forEach((name, value) -> properties.put(PREFIX + "data-source-properties." + name, value));
    return properties;
  }

  private static Map<String, Object> lag(String value) {
    Duration lag = Durations.parse(value);
    if (lag.compareTo(MIN_LAG) < 0 || lag.compareTo(MAX_LAG) > 0) {
      throw new IllegalArgumentException(value);
    }
    return Map.of("standby.max-lag", lag);
  }
}
