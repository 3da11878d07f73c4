package dev.scores.app.erasure;

import dev.scores.chassis.settings.Setting;
import java.util.List;
import java.util.Map;

/** The setting of erasure. */
public final class ErasureSettings {

  static final String FOLLOW = "erasure.follow";

  public static final List<Setting> ALL =
      List.of(
          Setting.optional(
              "USER_REMOVALS",
              "follow or ignore",
              "follow",
              "Whether everything about a user whom the users service has removed is erased here,"
                  + " too. `ignore` if users come from another identity provider: erase them with"
                  + " the command `erase-user`.",
              ErasureSettings::follow));

  private ErasureSettings() {}

  private static Map<String, Object> follow(String value) {
    return switch (value) {
      case "follow" -> Map.of(FOLLOW, true);
      case "ignore" -> Map.of();
      default -> throw new IllegalArgumentException(value);
    };
  }
}
