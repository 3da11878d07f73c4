package dev.scores.chassis;

import static java.util.stream.Collectors.joining;

import dev.scores.chassis.operations.Release;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.Setting;
import dev.scores.chassis.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first log line of a service: its version, its environment and the settings that differ from
 * their defaults.
 */
final class StartReport {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceDefinition.class);

  private StartReport() {}

  static void log(List<Setting> settings, Map<String, String> environment) {
    LOG.info(
        "starting version {} in {} on Java {}; settings that differ from their defaults: {}",
        Release.version(),
        String.join(",", CommonSettings.environments(environment)),
        Runtime.version(),
        given(settings, environment));
  }

  /** The settings, with secrets masked. */
  private static String given(List<Setting> settings, Map<String, String> environment) {
    boolean development = CommonSettings.isDevelopment(environment);
    String given =
        settings.stream()
            .map(listed -> development ? listed.inDevelopment().orElse(listed) : listed)
            .flatMap(setting -> given(setting, environment))
            .collect(joining(" "));
    return given.isEmpty() ? "none" : given;
  }

  private static Stream<String> given(Setting setting, Map<String, String> environment) {
    return Stream.of(Settings.value(setting, environment))
        .filter(value -> !value.isEmpty() && !setting.fallback().equals(Optional.of(value)))
        .map(value -> setting.name() + "=" + setting.masked().apply(value));
  }
}
