package dev.scores.chassis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Setting;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceDefinitionTest {

  private static final ServiceDefinition SERVICE =
      new ServiceDefinition(CommonSettings.withPort(5002));
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MICRONAUT_ENVIRONMENTS", "staging",
          "DATABASE_URL", "postgres://host/db",
          "PORT", "5003");

  @Test
  void contextIsCreatedFromTheEnvironmentButNotStarted() {
    try (ApplicationContext context = SERVICE.context(ENVIRONMENT)) {
      assertFalse(context.isRunning());
      context.start();
      assertEquals(Set.of("staging"), context.getEnvironment().getActiveNames());
      assertEquals(Optional.of(5003), context.getProperty("micronaut.server.port", Integer.class));
      assertEquals(
          Optional.of("jdbc:postgresql://host/db"),
          context.getProperty("datasources.default.url", String.class));
    }
  }

  @Test
  void invalidEnvironmentCreatesNoContext() {
    InvalidSettingsException bad =
        assertThrows(InvalidSettingsException.class, () -> SERVICE.context(Map.of("PORT", "x")));
    assertEquals(2, bad.lines().size());
  }

  @Test
  void settingsAreCopied() {
    List<Setting> settings = new ArrayList<>(CommonSettings.withPort(5002));
    ServiceDefinition service = new ServiceDefinition(settings);
    settings.clear();
    assertEquals(CommonSettings.withPort(5002).size(), service.settings().size());
  }
}
