package dev.scores.chassis.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a service's settings from the environment and from the files that it names. */
public final class Settings {

  private Settings() {}

  /**
   * Converts the environment to the framework's properties. An empty variable counts as not set.
   *
   * @throws InvalidSettingsException if settings are missing or invalid, with a line for each
   */
  public static Map<String, Object> read(List<Setting> settings, Map<String, String> environment) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    boolean development = CommonSettings.isDevelopment(environment);
    for (Setting listed : settings) {
      Setting setting = development ? listed.inDevelopment().orElse(listed) : listed;
      try {
        properties.putAll(properties(setting, value(setting, environment)));
      } catch (InvalidSettingsException invalid) {
        errors.addAll(invalid.lines());
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidSettingsException(errors);
    }
    return properties;
  }

  /**
   * The value of a setting, from its variable or from its file; empty if neither is set.
   *
   * @throws InvalidSettingsException if both are set, or if the file is empty or cannot be read
   */
  public static String value(Setting setting, Map<String, String> environment) {
    String value = environment.getOrDefault(setting.name(), "").strip();
    String file =
        setting.holdsSecret() ? environment.getOrDefault(setting.fileVariable(), "").strip() : "";
    if (file.isEmpty()) {
      return value;
    }
    if (!value.isEmpty()) {
      throw invalid(
          "%s and %s are both set: set one of them"
              .formatted(setting.name(), setting.fileVariable()));
    }
    return SecretFile.read(file, setting.fileVariable());
  }

  private static Map<String, Object> properties(Setting setting, String value) {
    if (value.isEmpty() && setting.fallback().isEmpty()) {
      throw invalid("%s is not set: it should be %s".formatted(setting.name(), setting.form()));
    }
    try {
      return setting.reader().properties(value.isEmpty() ? setting.fallback().get() : value);
    } catch (ForbiddenValueException unsafe) {
      throw invalid("%s is wrong: %s".formatted(setting.name(), unsafe.getMessage()));
    } catch (IllegalArgumentException malformed) {
      // Without the value, which may contain a password.
      throw invalid("%s is wrong: it should be %s".formatted(setting.name(), setting.form()));
    }
  }

  private static InvalidSettingsException invalid(String line) {
    return new InvalidSettingsException(List.of(line));
  }
}
