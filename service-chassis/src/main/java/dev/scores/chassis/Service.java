package dev.scores.chassis;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.settings.BadSettings;
import dev.scores.chassis.settings.CommonSettings;
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
import java.util.concurrent.CountDownLatch;

/**
 * A service: the environment variables it reads and the context that they make.
 *
 * @param settings all it reads, {@link CommonSettings} included
 */
public record Service(List<Setting> settings) {

  /** What the process ends with when its environment is wrong (sysexits.h, EX_CONFIG). */
  public static final int WRONG_CONFIGURATION = 78;

  public Service {
    settings = List.copyOf(settings);
  }

  /**
   * Serves until the process is told to stop. Where it cannot, says why on standard error, a line
   * for each reason, and ends the process.
   */
  public void serve(Map<String, String> environment) {
    try {
      EmbeddedServer server = context(environment).start().getBean(EmbeddedServer.class).start();
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        server.stop();
                        stopped.countDown();
                      }));
      stopped.await();
    } catch (BadSettings wrong) {
      wrong.lines().forEach(System.err::println);
      Runtime.getRuntime().halt(WRONG_CONFIGURATION);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      System.err.println(StartFault.line(fault));
      // Not exit: a context that has started half-way has nothing in flight to wait for.
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * The service's context, not yet started.
   *
   * @throws BadSettings where the environment is not what the service needs
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
    try (InputStream yaml = Service.class.getResourceAsStream("/" + name)) {
      return PropertySource.of(
          name, new YamlPropertySourceLoader().read(name, requireNonNull(yaml)), Integer.MIN_VALUE);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
