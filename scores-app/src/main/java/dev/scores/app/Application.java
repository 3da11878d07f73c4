package dev.scores.app;

import dev.scores.app.auth.AuthSettings;
import dev.scores.chassis.Service;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.Setting;
import java.util.List;
import java.util.stream.Stream;

/** The scores service as a program. */
public final class Application {

  /** Every environment variable that the service reads. */
  public static final List<Setting> SETTINGS =
      Stream.concat(CommonSettings.withPort(5002).stream(), AuthSettings.ALL.stream()).toList();

  private Application() {}

  public static void main(String[] arguments) {
    new Service(SETTINGS).serve(System.getenv());
  }
}
