package dev.scores.chassis.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** The configuration of the log file, as it ships, with a smaller size. */
class LogFileTest {

  @Test
  void atMostSixLogFilesAreKept(@TempDir Path directory) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    context.putProperty("logs.console", "text");
    context.putProperty("logs.files", "json");
    context.putProperty("logs.file", directory.resolve("the.log").toString());
    context.putProperty("logs.file.size", "1KB");
    context.putProperty("logs.file.interval", "0 milliseconds");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Objects.requireNonNull(LogFileTest.class.getResource("/logback.xml")));
    context.getLogger("ROOT").detachAppender("CONSOLE");
    for (int i = 0; i < 200; i++) {
      context.getLogger("test").info("a line of some length, number {}", i);
    }
    context.stop();
    assertEquals(
        List.of("the.log", "the.log.1", "the.log.2", "the.log.3", "the.log.4", "the.log.5"),
        names(directory));
    assertTrue(Files.size(directory.resolve("the.log.5")) < 2048);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
