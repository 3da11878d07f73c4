package dev.scores.users.passwords;

import dev.scores.chassis.settings.Setting;
import java.util.List;

/** The settings of passwords. */
public final class PasswordSettings {

  private static final Setting.Reader HASHES = Setting.number("passwords.hashes-at-once", 1, 1000);

  public static final List<Setting> ALL =
      List.of(
          Setting.optional(
              "PASSWORD_HASHES_AT_ONCE",
              "a number of hashes, 1 to 1000",
              "",
              "Number of passwords that are hashed at once, with 19 MiB of memory"
                  + " each; further ones wait for up to 5 s. If not set, the number of"
                  + " processors.",
              value ->
                  HASHES.properties(
                      value.isEmpty()
                          ? Integer.toString(Runtime.getRuntime().availableProcessors())
                          : value)));

  private PasswordSettings() {}
}
