package dev.scores.users.limits;

import dev.scores.chassis.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;

/**
 * Settings of the attempt limits.
 *
 * @param attemptsPerMinute for one account from one address; 0 turns the limits off
 */
@ConfigurationProperties("limits")
public record AttemptLimitSettings(int attemptsPerMinute) {

  private static final String RATE = "limits.attempts-per-minute";
  private static final int MAX_RATE = 1_000_000;
  private static final String RATE_FORM = "a number of attempts a minute, 0 to 1000000";

  /** The environment variables that hold them. */
  public static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
                  "LOGIN_RATE_LIMIT",
                  RATE_FORM,
                  "30",
                  "Attempts per minute for each pair of account and client address: logins,"
                      + " registrations, changes of a password or an email, and token requests of"
                      + " service accounts. All addresses together have "
                      + TokenBucketLimiter.NETWORKS_PER_ACCOUNT
                      + " times as many for one account; one address has "
                      + TokenBucketLimiter.ACCOUNTS_PER_NETWORK
                      + " times as many for all accounts. Instances on one database share the limits."
                      + " 0 turns them off.",
                  Setting.number(RATE, 0, MAX_RATE))
              .inDevelopment(RATE_FORM, "600", Setting.number(RATE, 0, MAX_RATE)));
}
