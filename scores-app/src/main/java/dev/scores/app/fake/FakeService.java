package dev.scores.app.fake;

import dev.scores.app.ScoresApplication;
import dev.scores.app.auth.AuthSettings;
import dev.scores.app.erasure.ErasureSettings;
import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.domain.InMemoryBoards;
import dev.scores.domain.InMemoryRepeatableRequests;
import dev.scores.domain.InMemoryReports;
import dev.scores.domain.InMemoryScores;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * A running fake: the HTTP layer and the rules of the service, with stores in memory and {@link
 * FakeCallers}. It reads no environment variables.
 */
public final class FakeService implements AutoCloseable {

  /**
   * The settings without those of the database and the users service. The beans that need these
   * require the properties of these settings.
   */
  private static final ServiceDefinition SERVICE =
      new ServiceDefinition(
          ScoresApplication.SETTINGS.stream()
              .filter(setting -> !setting.equals(CommonSettings.DATABASE))
              .filter(setting -> !AuthSettings.ALL.contains(setting))
              .filter(setting -> !ErasureSettings.ALL.contains(setting))
              .toList());

  /** How many pages of long lists are written at once. */
  private static final int LIST_THREADS = 2;

  private final ApplicationContext context;
  private final URI url;

  private FakeService(ApplicationContext context, URI url) {
    this.context = context;
    this.url = url;
  }

  /** As {@link #start}, with the log on standard error. The module scores-fake calls it. */
  public static FakeService launch(String host, int port, int users) {
    return launch(host, port, users, "public", "learners");
  }

  /**
   * As above, with other permissions.
   *
   * @param reads {@code SCORES_READS}
   * @param writes {@code SCORES_WRITES}
   */
  public static FakeService launch(String host, int port, int users, String reads, String writes) {
    LogOutput.toStandardError();
    return start(
        users,
        Map.of(),
        Map.of(
            "HOST",
            host,
            "PORT",
            Integer.toString(port),
            "SCORES_READS",
            reads,
            "SCORES_WRITES",
            writes));
  }

  /**
   * Starts a fake in this JVM.
   *
   * @param host the address to listen on; {@code *} for all interfaces
   * @param port 0 selects a free port
   * @param users the number of users with demo scores
   * @throws InvalidSettingsException if the host or the port is invalid
   */
  static FakeService start(String host, int port, int users) {
    return start(host, port, users, Map.of());
  }

  /** As above, with other properties than those of {@code application.yml}. */
  static FakeService start(String host, int port, int users, Map<String, Object> properties) {
    return start(users, properties, Map.of("HOST", host, "PORT", Integer.toString(port)));
  }

  private static FakeService start(
      int users, Map<String, Object> properties, Map<String, String> settings) {
    InMemoryScores scores = new InMemoryScores();
    PendingFaults faults = new PendingFaults();
    InMemoryRepeatableRequests requests = new InMemoryRepeatableRequests(scores);
    FakeState state = new FakeState(scores, requests, faults, users);
    state.reset();
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("MICRONAUT_ENVIRONMENTS", "test");
    ApplicationContext context =
        SERVICE
            .builder(environment)
            .properties(
                Map.of(
                    "datasources.default.enabled",
                    false,
                    "micronaut.netty.event-loops.default.num-threads",
                    1))
            .environmentPropertySource(false)
            .propertySources(PropertySource.of("this fake", properties, Integer.MAX_VALUE))
            .singletons(
                scores,
                requests,
                new InMemoryReports(scores),
                new InMemoryBoards(scores),
                new FakeCallers(),
                faults,
                state)
            .beanDefinitions(listConnections())
            .start();
    int listening = context.getBean(EmbeddedServer.class).start().getPort();
    return new FakeService(context, url(environment.getOrDefault("HOST", "*"), listening));
  }

  private static RuntimeBeanDefinition<IntSupplier> listConnections() {
    return RuntimeBeanDefinition.builder(IntSupplier.class, () -> () -> LIST_THREADS)
        .named("list-connections")
        .singleton(true)
        .build();
  }

  private static URI url(String host, int port) {
    String name = host.equals("*") ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://%s:%d".formatted(name, port));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The address without a path. */
  public URI url() {
    return url;
  }

  /** Stops serving at once. */
  @Override
  public void close() {
    context.close();
  }
}
