package dev.scores.chassis.settings;

import static java.util.function.Predicate.not;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings that every service has. */
public final class CommonSettings {

  private static final List<String> ENVIRONMENTS = List.of("dev", "test", "staging", "production");
  private static final List<String> DEVELOPMENT = List.of("dev", "test");

  /** RFC 6454, section 6.2. */
  private static final Pattern ORIGIN = Pattern.compile("https?://[\\w.-]+(:[0-9]{1,5})?");

  private CommonSettings() {}

  /**
   * The environments that {@code MICRONAUT_ENVIRONMENTS} names, {@code production} where it names
   * none.
   *
   * @throws BadSettings where it names one that there is not
   */
  public static String[] environments(Map<String, String> environment) {
    List<String> names =
        Arrays.stream(environment.getOrDefault("MICRONAUT_ENVIRONMENTS", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (!ENVIRONMENTS.containsAll(names)) {
      throw new BadSettings(
          List.of(
              "MICRONAUT_ENVIRONMENTS is wrong: it should be one of "
                  + String.join(", ", ENVIRONMENTS)));
    }
    return names.isEmpty() ? new String[] {"production"} : names.toArray(String[]::new);
  }

  /** Whether {@code MICRONAUT_ENVIRONMENTS} names {@code dev} or {@code test} and nothing else. */
  static boolean isDevelopment(Map<String, String> environment) {
    return DEVELOPMENT.containsAll(List.of(environments(environment)));
  }

  /**
   * @param port the port where none is given
   */
  public static List<Setting> withPort(int port) {
    return List.of(
        Setting.optional(
            "PORT",
            "a port, 0 to 65535",
            Integer.toString(port),
            "Where the service listens; 0 takes a free port.",
            Setting.number("micronaut.server.port", 0, 65535)),
        Setting.required(
            "DATABASE_URL",
            DatabaseUrl.FORM,
            "The service's own PostgreSQL database.",
            value -> DatabaseUrl.parse(value).properties()),
        Setting.optional(
            "DATABASE_POOL_SIZE",
            "a number of connections, 1 to 1000",
            "16",
            "How many connections to the database the service keeps.",
            value -> {
              Map<String, Object> size =
                  Setting.number("datasources.default.maximum-pool-size", 1, 1000)
                      .properties(value);
              return Map.of(
                  "datasources.default.maximum-pool-size", size.values().iterator().next(),
                  "datasources.default.minimum-idle", size.values().iterator().next());
            }),
        Setting.optional(
            "CORS_ORIGINS",
            "* or origins such as https://app.example.com, separated by commas",
            "*",
            "Whose pages may call the service from a browser; * is everybody's.",
            CommonSettings::origins),
        Setting.optional(
            "MIGRATE_ON_START",
            "true or false",
            "true",
            "Whether the service migrates its database before it serves.",
            Setting.flag("flyway.datasources.default.enabled")));
  }

  private static Map<String, Object> origins(String value) {
    if (value.equals("*")) {
      return Map.of();
    }
    List<String> origins =
        Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .filter(not(String::isEmpty))
            .toList();
    if (origins.isEmpty() || !origins.stream().allMatch(ORIGIN.asMatchPredicate())) {
      throw new IllegalArgumentException("no origins");
    }
    return Map.of("micronaut.server.cors.configurations.web.allowed-origins", origins);
  }
}
