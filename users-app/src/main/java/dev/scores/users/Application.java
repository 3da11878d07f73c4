package dev.scores.users;

import dev.scores.chassis.Service;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.Setting;
import dev.scores.users.passwords.PasswordSettings;
import dev.scores.users.tokens.TokenSettings;
import java.util.List;
import java.util.stream.Stream;

/** The users service as a program. */
public final class Application {

  /** Every environment variable that the service reads. */
  public static final List<Setting> SETTINGS =
      Stream.of(CommonSettings.withPort(5001), TokenSettings.ALL, PasswordSettings.ALL)
          .flatMap(List::stream)
          .toList();

  private Application() {}

  public static void main(String[] arguments) {
    new Service(SETTINGS).serve(System.getenv());
  }
}
