package dev.scores.chassis.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a service's settings from the environment. */
public final class Settings {

  private Settings() {}

  /**
   * Converts the environment to the framework's properties. An empty variable counts as not set.
   *
   * @throws InvalidSettingsException if variables are missing or invalid, with a line for each
   */
  public static Map<String, Object> read(List<Setting> settings, Map<String, String> environment) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    boolean development = CommonSettings.isDevelopment(environment);
    for (Setting listed : settings) {
      Setting setting = development ? listed.inDevelopment().orElse(listed) : listed;
      String value = environment.getOrDefault(setting.name(), "").strip();
      if (value.isEmpty() && setting.fallback().isEmpty()) {
        errors.add("%s is not set: it should be %s".formatted(setting.name(), setting.form()));
        continue;
      }
      try {
        properties.putAll(
            setting.reader().properties(value.isEmpty() ? setting.fallback().get() : value));
      } catch (ForbiddenValueException unsafe) {
        errors.add("%s is wrong: %s".formatted(setting.name(), unsafe.getMessage()));
      } catch (IllegalArgumentException malformed) {
        // Without the value, which may contain a password.
        errors.add("%s is wrong: it should be %s".formatted(setting.name(), setting.form()));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidSettingsException(errors);
    }
    return properties;
  }
}
