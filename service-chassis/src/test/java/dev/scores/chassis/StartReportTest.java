package dev.scores.chassis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class StartReportTest {

  private static final String DATABASE = "postgres://ann:sesame@db:5432/scores";

  private static final Setting KEY =
      Setting.required("KEY", "a key", "A key.", value -> Map.of("key", value)).secret();

  @Test
  void settingsAreLoggedWithoutSecrets() {
    String report =
        report(
            Map.of(
                "DATABASE_URL", DATABASE, "KEY", "open sesame", "PORT", "7", "ACCESS_LOG", "off"));
    assertTrue(report.startsWith("starting version "), report);
    assertTrue(
        report.endsWith(
            " in production on Java "
                + Runtime.version()
                + "; settings that differ from their defaults:"
                + " PORT=7 DATABASE_URL=postgres://ann:***@db:5432/scores KEY=***"),
        report);
  }

  @Test
  void jdbcPasswordsAreMaskedToo() {
    String report =
        report(
            Map.of(
                "DATABASE_URL", "jdbc:postgresql://db/scores?user=ann&password=sesame&ssl=true"));
    assertTrue(
        report.endsWith(" DATABASE_URL=jdbc:postgresql://db/scores?user=ann&password=***&ssl=true"),
        report);
  }

  @Test
  void secretsFromFilesAreMasked(@TempDir Path directory) throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "open sesame\n");
    Path database = Files.writeString(directory.resolve("database"), DATABASE + "\n");
    String report =
        report(Map.of("DATABASE_URL_FILE", database.toString(), "KEY_FILE", key.toString()));
    assertTrue(report.endsWith(" DATABASE_URL=postgres://ann:***@db:5432/scores KEY=***"), report);
  }

  @Test
  void developmentDefaultsAreNotLogged() {
    String report = report(Map.of("MICRONAUT_ENVIRONMENTS", "dev", "HOST", "127.0.0.1"));
    assertTrue(report.endsWith(" defaults: MICRONAUT_ENVIRONMENTS=dev"), report);
    assertTrue(report(Map.of()).endsWith(" defaults: none"));
  }

  private static String report(Map<String, String> environment) {
    Logger logger = (Logger) LoggerFactory.getLogger(ServiceDefinition.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
    try {
      List<Setting> settings = new ArrayList<>(CommonSettings.withPort(5002));
      settings.add(KEY);
      StartReport.log(settings, environment);
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
    assertEquals(1, lines.list.size());
    return lines.list.getFirst().getFormattedMessage();
  }
}
