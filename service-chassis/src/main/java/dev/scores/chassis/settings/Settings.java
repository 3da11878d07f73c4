package dev.scores.chassis.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a service's settings from the environment. */
public final class Settings {

  private Settings() {}

  /**
   * The framework's properties that the environment stands for. A variable that is set to nothing
   * counts as not set.
   *
   * @throws InvalidSettingsException where a variable is missing or wrong, naming all of them
   */
  public static Map<String, Object> read(List<Setting> settings, Map<String, String> environment) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    boolean development = CommonSettings.isDevelopment(environment);
    for (Setting listed : settings) {
      Setting setting = development ? listed.inDevelopment().orElse(listed) : listed;
      String value = environment.getOrDefault(setting.name(), "").strip();
      if (value.isEmpty() && setting.fallback().isEmpty()) {
        wrong.add("%s is not set: it should be %s".formatted(setting.name(), setting.form()));
        continue;
      }
      try {
        properties.putAll(
            setting.reader().properties(value.isEmpty() ? setting.fallback().get() : value));
      } catch (ForbiddenValueException unsafe) {
        wrong.add("%s is wrong: %s".formatted(setting.name(), unsafe.getMessage()));
      } catch (IllegalArgumentException bad) {
        // Not the value itself: it may hold a password.
        wrong.add("%s is wrong: it should be %s".formatted(setting.name(), setting.form()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new InvalidSettingsException(wrong);
    }
    return properties;
  }
}
