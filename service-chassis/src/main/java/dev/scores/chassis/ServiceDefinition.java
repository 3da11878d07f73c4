package dev.scores.chassis;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.operations.GracefulStop;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Setting;
import dev.scores.chassis.settings.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * A service: the environment variables it reads and the context that they make.
 *
 * @param settings all it reads, {@link CommonSettings} included
 */
public record ServiceDefinition(List<Setting> settings) {

  public ServiceDefinition {
    settings = List.copyOf(settings);
  }

  /**
   * Serves until the process is told to stop, which then ends with status 0 when every request in
   * flight is answered, and with 1 when it did not serve yet. Returns only by throwing.
   *
   * @throws InvalidSettingsException where the environment is not what the service needs
   */
  public void serve(Map<String, String> environment) throws InterruptedException {
    LogOutput.to(environment);
    ApplicationContext context = context(environment);
    StartReport.log(settings, environment);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(context)));
    EmbeddedServer server =
        besideMigration(environment, () -> context.start().getBean(EmbeddedServer.class));
    server.start();
    LoggerFactory.getLogger(ServiceDefinition.class).info("serving on port {}", server.getPort());
    new CountDownLatch(1).await();
  }

  /**
   * Runs while the JVM ends, which by itself would do so with the number of the signal. A start
   * that is aborted, during a migration for instance, is a failure.
   */
  private static void stop(ApplicationContext context) {
    try {
      if (!context.isRunning() || !context.getBean(EmbeddedServer.class).isRunning()) {
        LoggerFactory.getLogger(ServiceDefinition.class)
            .warn("stopped during the start, before it served");
        Runtime.getRuntime().halt(1);
      }
      context.getBean(GracefulStop.class).await();
      context.close();
      Runtime.getRuntime().halt(0);
    } catch (InterruptedException | RuntimeException fault) {
      LoggerFactory.getLogger(ServiceDefinition.class)
          .error("the service did not stop in order", fault);
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Starts a context of {@link #context}, on tables that are up to date where the environment does
   * not ask for something else. For who wants the service's beans and no server.
   *
   * @param environment what the context was made from
   * @return the same context
   * @throws CompletionException where the tables cannot be brought up to date
   */
  public static ApplicationContext start(
      ApplicationContext context, Map<String, String> environment) {
    return besideMigration(environment, context::start);
  }

  /** Each of the two is half of a start (ADR 26). What fails first waits for the other's end. */
  private static <T> T besideMigration(Map<String, String> environment, Supplier<T> start) {
    if (!CommonSettings.migratesOnStart(environment)) {
      return start.get();
    }
    Migrations tables = Migrations.of(environment);
    try (ExecutorService beside =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("migration").factory())) {
      CompletableFuture<String> migration = CompletableFuture.supplyAsync(tables::migrate, beside);
      T started = start.get();
      migration.join();
      return started;
    }
  }

  /**
   * The service's context, not yet started.
   *
   * @throws InvalidSettingsException where the environment is not what the service needs
   */
  public ApplicationContext context(Map<String, String> environment) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .environments(CommonSettings.environments(environment))
        .propertySources(defaults())
        .properties(Settings.read(settings, environment))
        .banner(false)
        .build();
  }

  /** What holds for every service and gives way to everything else. */
  private static PropertySource defaults() {
    String name = "service-defaults.yml";
    try (InputStream yaml = ServiceDefinition.class.getResourceAsStream("/" + name)) {
      return PropertySource.of(
          name, new YamlPropertySourceLoader().read(name, requireNonNull(yaml)), Integer.MIN_VALUE);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
