package dev.scores.users;

import dev.scores.chassis.settings.Setting;
import dev.scores.users.domain.UserAccess;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings of the permission to change users.
 *
 * @param access the rules that apply
 */
@ConfigurationProperties("users")
record UserAccessSettings(UserAccess access) {

  /** The environment variables that hold them. */
  static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
                  "USERS_ACCESS",
                  "admin; in dev and test also open",
                  "admin",
                  "Permission to change users. `admin` allows admins and, for their own record,"
                      + " users. `open` allows everyone; it is the default in dev and test and is"
                      + " rejected elsewhere.",
                  value -> properties(UserAccess.ADMIN, value))
              .inDevelopment(
                  "open or admin",
                  "open",
                  value ->
                      properties(
                          value.equals("open") ? UserAccess.OPEN : UserAccess.ADMIN, value)));

  private static Map<String, Object> properties(UserAccess access, String value) {
    if (!value.equals(access.name().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(value);
    }
    return Map.of("users.access", access);
  }
}
