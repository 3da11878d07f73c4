package dev.scores.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container, by Testcontainers. */
final class ContainerServer implements PostgresServer {

  private static final String IMAGE = "postgres:17.11";
  private static final String USER = "postgres";
  private static final String PASSWORD = "development";
  private static final int SECONDS_TO_STOP = 20;

  private final PostgreSQLContainer container;

  private ContainerServer(PostgreSQLContainer container) {
    this.container = container;
  }

  /** A server that Testcontainers removes when the JVM is gone, killed or not. */
  static ContainerServer forTests() {
    requireDocker();
    return start(postgres("fsync=off", "synchronous_commit=off"));
  }

  /**
   * A server whose data is kept in a named volume: Testcontainers removes the containers of a dead
   * JVM, but not such a volume. Volume and container are named after the directory, so that Docker
   * itself refuses a second server for the same data. The caller holds the {@link DirectoryLock} on
   * it.
   */
  static ContainerServer forDevelopment(DevelopmentDirectory directory) {
    requireDocker();
    var name = nameFor(directory.path());
    removeLeftRunning(name);
    var container = postgres();
    container.setPortBindings(List.of("127.0.0.1:" + directory.freePort() + ":5432"));
    container.withCreateContainerCmdModifier(
        command ->
            requireNonNull(command.withName(name).getHostConfig(), "Testcontainers sets it first")
                .withBinds(new Bind(name, new Volume("/var/lib/postgresql/data"))));
    return start(container);
  }

  private static void requireDocker() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new StartupException("no Docker engine answers");
    }
  }

  private static String nameFor(Path directory) {
    var bytes = directory.toString().getBytes(UTF_8);
    return "scores-dev-" + UUID.nameUUIDFromBytes(bytes);
  }

  /** A killed JVM's container lives on for some seconds, and two on one volume would ruin it. */
  private static void removeLeftRunning(String name) {
    try {
      var docker = DockerClientFactory.instance().client();
      docker.removeContainerCmd(name).withForce(true).exec();
    } catch (NotFoundException none) {
      return;
    } catch (RuntimeException e) {
      throw new StartupException(
          "the container " + name + " cannot be removed: " + e.getMessage(), e);
    }
  }

  private static PostgreSQLContainer postgres(String... settings) {
    var command = new ArrayList<>(List.of("postgres", "-c", "max_connections=300"));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    var container = new PostgreSQLContainer(IMAGE);
    container.withDatabaseName(USER).withUsername(USER).withPassword(PASSWORD);
    container.withEnv(
        "POSTGRES_INITDB_ARGS",
        "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8");
    container.withCommand(command.toArray(String[]::new));
    // The log says "ready" twice on the first start and once later; the server that prepares the
    // first start does not listen on TCP.
    container.waitingFor(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1 -U " + USER));
    return container;
  }

  private static ContainerServer start(PostgreSQLContainer container) {
    try {
      container.start();
      return new ContainerServer(container);
    } catch (RuntimeException e) {
      container.stop();
      throw new StartupException(IMAGE + " does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public DatabaseAddress address() {
    return new DatabaseAddress(container.getHost(), container.getMappedPort(5432), USER, PASSWORD);
  }

  @Override
  public void close() {
    if (container.isRunning()) {
      // Testcontainers itself would kill it.
      container
          .getDockerClient()
          .stopContainerCmd(container.getContainerId())
          .withTimeout(SECONDS_TO_STOP)
          .exec();
    }
    container.stop();
  }
}
