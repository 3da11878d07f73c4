package dev.scores.users;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.commands.Program;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.Setting;
import dev.scores.users.domain.UserAccess;
import dev.scores.users.domain.UserService;
import dev.scores.users.limits.LimitSettings;
import dev.scores.users.passwords.PasswordSettings;
import dev.scores.users.tokens.TokenSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The users service as a program. */
public final class UsersApplication {

  private static final Setting ACCESS =
      Setting.optional(
              "USERS_ACCESS",
              "admin; in dev and test also open",
              "admin",
              "Permission to change users. `admin` allows admins and, for their own record, users."
                  + " `open` allows everyone; it is the default in dev and test and is rejected"
                  + " elsewhere.",
              value -> access(UserAccess.ADMIN, value))
          .inDevelopment(
              "open or admin",
              "open",
              value -> access(value.equals("open") ? UserAccess.OPEN : UserAccess.ADMIN, value));

  private static final Setting DEFAULT_LIMIT =
      Setting.optional(
          "LIST_DEFAULT_LIMIT",
          "a number of users, 0 to 1000",
          "0",
          "The `limit` of list requests that have none; 0 streams the whole list.",
          Setting.number("lists.default-limit", 0, UserService.MAX_PAGE));

  /** Every environment variable that the service reads. */
  public static final List<Setting> SETTINGS =
      Stream.of(
              CommonSettings.withPort(5001),
              TokenSettings.ALL,
              PasswordSettings.ALL,
              LimitSettings.ALL,
              FirstAdmin.SETTINGS,
              List.of(ACCESS, DEFAULT_LIMIT))
          .flatMap(List::stream)
          .toList();

  private UsersApplication() {}

  private static Map<String, Object> access(UserAccess access, String value) {
    if (!value.equals(access.name().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(value);
    }
    return Map.of("users.access", access);
  }

  public static void main(String[] arguments) {
    ServiceDefinition service = new ServiceDefinition(SETTINGS);
    Map<String, String> environment = System.getenv();
    new Program("users", service, DemoUsers::plant, new CreateAdmin(service, environment))
        .run(arguments, environment);
  }
}
