package dev.scores.app.webhooks;

import dev.scores.chassis.settings.ForbiddenValueException;
import dev.scores.chassis.settings.Setting;
import java.util.List;
import java.util.Map;

/** The setting of webhooks. */
public final class WebhookSettings {

  static final String TARGETS = "webhooks.targets";

  public static final List<Setting> ALL =
      List.of(
          Setting.optional(
                  "WEBHOOKS",
                  "name=URL#secret, such as lms=https://lms.example/hook#whsec_…, several separated by"
                      + " commas",
                  "",
                  "Targets that get each change of a score by HTTP, with the secrets that sign it"
                      + " ([webhooks.md](webhooks.md)).",
                  WebhookSettings::targets)
              .masked(value -> Webhooks.parse(value).toString()));

  private WebhookSettings() {}

  private static Map<String, Object> targets(String value) {
    try {
      return value.isEmpty() ? Map.of() : Map.of(TARGETS, Webhooks.parse(value));
    } catch (IllegalArgumentException wrong) {
      throw new ForbiddenValueException(String.valueOf(wrong.getMessage()));
    }
  }
}
