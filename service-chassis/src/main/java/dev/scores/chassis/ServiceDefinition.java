package dev.scores.chassis;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.operations.GracefulStop;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Setting;
import dev.scores.chassis.settings.Settings;
import dev.scores.chassis.tls.TlsSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * A service: its settings, and the application context made from them.
 *
 * @param settings all settings, {@link CommonSettings} included
 * @param check gets the properties made from them, and throws {@link InvalidSettingsException} if
 *     settings contradict each other
 */
public record ServiceDefinition(List<Setting> settings, Consumer<Map<String, Object>> check) {

  public ServiceDefinition {
    settings = List.copyOf(settings);
  }

  public ServiceDefinition(List<Setting> settings) {
    this(settings, properties -> {});
  }

  /**
   * Serves until the process gets SIGTERM. The process then ends with status 0 after the requests
   * in flight, or with 1 if it did not serve yet. Returns only by throwing.
   *
   * @throws InvalidSettingsException if settings are missing or invalid
   */
  public void serve(Map<String, String> environment) throws InterruptedException {
    LogOutput.to(environment);
    ApplicationContext context = context(environment);
    StartReport.log(settings, environment);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(context)));
    EmbeddedServer server =
        withMigration(environment, () -> context.start().getBean(EmbeddedServer.class));
    server.start();
    LoggerFactory.getLogger(ServiceDefinition.class).info("serving on port {}", server.getPort());
    new CountDownLatch(1).await();
  }

  /**
   * The shutdown hook. It sets the exit status, which by default depends on the signal. An aborted
   * start, for instance during a migration, is a failure.
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
      LoggerFactory.getLogger(ServiceDefinition.class).error("the graceful stop failed", fault);
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Starts a context of {@link #context} without a server, and migrates the database unless {@code
   * MIGRATE_ON_START} is false.
   *
   * @param environment the environment of the context
   * @return the same context
   * @throws CompletionException if the migration fails
   */
  public static ApplicationContext start(
      ApplicationContext context, Map<String, String> environment) {
    return withMigration(environment, context::start);
  }

  /**
   * Runs start and migration in parallel, because each takes half of the time (docs/adr/0026). A
   * failure waits for the other to end.
   */
  private static <T> T withMigration(Map<String, String> environment, Supplier<T> start) {
    if (!CommonSettings.migratesOnStart(environment)) {
      return start.get();
    }
    Migrations migrations = Migrations.of(environment);
    try (ExecutorService executor =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("migration").factory())) {
      CompletableFuture<String> migration =
          CompletableFuture.supplyAsync(migrations::migrate, executor);
      T started = start.get();
      migration.join();
      return started;
    }
  }

  /**
   * The service's context, not yet started.
   *
   * @throws InvalidSettingsException if settings are missing or invalid
   */
  public ApplicationContext context(Map<String, String> environment) {
    return builder(environment).build();
  }

  /**
   * The context of a command that does not serve, not yet started. It does not read the files of
   * the TLS settings, which the command's user need not be able to read.
   *
   * @throws InvalidSettingsException if settings are missing or invalid
   */
  public ApplicationContext commandContext(Map<String, String> environment) {
    Map<String, String> withoutTls = new HashMap<>(environment);
    withoutTls.keySet().removeAll(CommonSettings.TLS);
    return context(withoutTls);
  }

  /**
   * A builder of {@link #context}, for a service with other beans.
   *
   * @throws InvalidSettingsException if settings are missing or invalid
   */
  public ApplicationContextBuilder builder(Map<String, String> environment) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .environments(CommonSettings.environments(environment))
        .propertySources(defaults())
        .properties(properties(environment))
        .banner(false);
  }

  private Map<String, Object> properties(Map<String, String> environment) {
    Map<String, Object> properties = Settings.read(settings, environment);
    TlsSettings.check(properties);
    check.accept(properties);
    return properties;
  }

  /** Defaults of all services, with the lowest precedence. */
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
