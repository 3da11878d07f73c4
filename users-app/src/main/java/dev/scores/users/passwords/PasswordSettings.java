package dev.scores.users.passwords;

import dev.scores.chassis.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * Settings of password hashing.
 *
 * @param hashesAtOnce maximum number of hashes that run at once
 * @param maxWait how long a hash may wait to run
 */
@ConfigurationProperties("passwords")
public record PasswordSettings(int hashesAtOnce, @Bindable(defaultValue = "5s") Duration maxWait) {

  private static final Setting.Reader HASHES = Setting.number("passwords.hashes-at-once", 1, 1000);

  /** The environment variables that hold them. */
  public static final List<Setting> VARIABLES =
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
}
