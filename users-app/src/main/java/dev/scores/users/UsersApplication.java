package dev.scores.users;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.commands.Program;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.Setting;
import dev.scores.users.http.lists.UserListSettings;
import dev.scores.users.http.oauth.PublicUrlSettings;
import dev.scores.users.limits.AttemptLimitSettings;
import dev.scores.users.mail.MailSettings;
import dev.scores.users.passwords.PasswordSettings;
import dev.scores.users.tokens.SigningKeySettings;
import dev.scores.users.tokens.TokenSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Main class of the users service. */
public final class UsersApplication {

  /** Every environment variable that the service reads. */
  public static final List<Setting> SETTINGS =
      Stream.of(
              CommonSettings.withPort(5001),
              SigningKeySettings.VARIABLES,
              TokenSettings.VARIABLES,
              SessionSettings.VARIABLES,
              PasswordSettings.VARIABLES,
              AttemptLimitSettings.VARIABLES,
              FirstAdminSettings.VARIABLES,
              UserAccessSettings.VARIABLES,
              UserListSettings.VARIABLES,
              PublicUrlSettings.VARIABLES,
              MailSettings.VARIABLES)
          .flatMap(List::stream)
          .toList();

  private UsersApplication() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    program(environment).run(arguments, environment);
  }

  static Program program(Map<String, String> environment) {
    ServiceDefinition service = new ServiceDefinition(SETTINGS);
    return new Program("users", service, DemoUsers::add, new CreateAdmin(service, environment));
  }
}
