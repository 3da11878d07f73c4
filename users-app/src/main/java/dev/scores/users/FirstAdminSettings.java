package dev.scores.users;

import dev.scores.chassis.settings.Setting;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.Password;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;
import java.util.Map;

/**
 * Settings of the first admin: both are set or neither.
 *
 * @param email empty if not set
 * @param password empty if not set
 */
@ConfigurationProperties("first-admin")
record FirstAdminSettings(String email, String password) {

  static final Setting PASSWORD =
      Setting.optional(
              "USERS_ADMIN_PASSWORD",
              "8 to 1024 bytes, and not a common password",
              "",
              "The password of that admin.",
              value -> {
                if (!value.isEmpty() && new Password(value).flaw().isPresent()) {
                  throw new IllegalArgumentException("not an allowed password");
                }
                return Map.of("first-admin.password", value);
              })
          .secret();

  /** The environment variables that hold them. */
  static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
              "USERS_ADMIN_EMAIL",
              "an email address",
              "",
              "Email of the first admin. If no admin has it when the service starts,"
                  + " the service creates one with USERS_ADMIN_PASSWORD; an existing user"
                  + " with this email becomes an admin, gets this password, and loses all"
                  + " tokens. Set both variables or neither.",
              value -> {
                if (!value.isEmpty() && EmailAddress.of(value).isEmpty()) {
                  throw new IllegalArgumentException("not an email address");
                }
                return Map.of("first-admin.email", value);
              }),
          PASSWORD);

  /**
   * @throws IllegalStateException if only one of the two is set
   */
  FirstAdminSettings {
    if (email.isEmpty() != password.isEmpty()) {
      throw new IllegalStateException(
          "USERS_ADMIN_EMAIL and USERS_ADMIN_PASSWORD belong together, and one is not set");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "FirstAdminSettings[" + email + "]";
  }
}
