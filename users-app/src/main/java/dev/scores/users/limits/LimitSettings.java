package dev.scores.users.limits;

import dev.scores.chassis.settings.Setting;
import java.util.List;

/** The settings of limits. */
public final class LimitSettings {

  private static final String RATE = "limits.attempts-a-minute";
  private static final int HIGHEST = 1_000_000;
  private static final String RATE_FORM = "a number of attempts a minute, 0 to 1000000";

  public static final List<Setting> ALL =
      List.of(
          Setting.optional(
                  "LOGIN_RATE_LIMIT",
                  RATE_FORM,
                  "30",
                  "Attempts per minute for each pair of account and client address: logins,"
                      + " registrations and changes of a password or an email. All addresses"
                      + " together have "
                      + TokenBucketLimiter.NETWORKS_AN_ACCOUNT
                      + " times as many for one account; one address has "
                      + TokenBucketLimiter.ACCOUNTS_AN_ADDRESS
                      + " times as many for all accounts. 0 turns the limits off.",
                  Setting.number(RATE, 0, HIGHEST))
              .inDevelopment(RATE_FORM, "600", Setting.number(RATE, 0, HIGHEST)));

  private LimitSettings() {}
}
