package dev.scores.faults;

import dev.scores.devservices.Ports;
import dev.scores.devservices.ServiceProcess;
import dev.scores.devservices.ServiceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of one drill: starts servers and services, with logs in its directory, and ends
 * them with the drill.
 */
final class DrillContext implements AutoCloseable {

  private static final List<String> USERS_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private final Jars jars;
  private final RunOptions options;
  private final Path directory;
  private final UsersDeployment users;
  private final ResourceScope scope = new ResourceScope();

  DrillContext(Jars jars, RunOptions options, Path directory, UsersDeployment users) {
    this.jars = jars;
    this.options = options;
    this.directory = directory;
    this.users = users;
  }

  /**
   * The jars of the packaged services.
   *
   * @param archive class archive of the scores service; the first process that ends normally
   *     creates it
   */
  record Jars(Path users, Path scores, Path archive) {}

  /**
   * The options of a run.
   *
   * @param isShort fewer rounds and a smaller load
   * @param minutes duration of the soak
   */
  record RunOptions(boolean isShort, int minutes) {

    /** Returns the number for this form. */
    int choose(int ifShort, int ifFull) {
      return isShort ? ifShort : ifFull;
    }
  }

  RunOptions options() {
    return options;
  }

  Path directory() {
    return directory;
  }

  /** Closed with the drill. */
  ResourceScope scope() {
    return scope;
  }

  Jars jars() {
    return jars;
  }

  /** The users service that all drills share; a drill must not break it. */
  UsersDeployment users() {
    return users;
  }

  /** Starts a scores service on its own PostgreSQL server and waits until it is ready. */
  ScoresDeployment deploy() throws InterruptedException {
    return deploy(Map.of());
  }

  /**
   * @param environment additional settings of the scores service
   */
  ScoresDeployment deploy(Map<String, String> environment) throws InterruptedException {
    DebianPostgres postgres = postgres("scores");
    ServiceProcess scores =
        scores("scores", postgres.newDatabase(ScoresDeployment.DATABASE), environment);
    awaitReady(scores);
    return new ScoresDeployment(postgres, scores, users);
  }

  /**
   * Starts a users service that the drill may break, on its own PostgreSQL server, with eight
   * accounts.
   */
  UsersDeployment ownUsersService() throws InterruptedException {
    return ownUsersService(postgres("users"));
  }

  /** As above, with a database on this server. */
  UsersDeployment ownUsersService(DebianPostgres postgres) throws InterruptedException {
    ServiceProcess process =
        scope.add(users(jars.users(), postgres.newDatabase("users"), directory));
    return UsersDeployment.with(postgres, process, 8);
  }

  /**
   * @param settings lines for {@code postgresql.conf}
   */
  DebianPostgres postgres(String name, String... settings) throws InterruptedException {
    return scope.add(DebianPostgres.start(directory, name, settings));
  }

  /** Starts a scores service with production settings; does not wait. */
  ServiceProcess scores(String name, String databaseUrl, Map<String, String> environment) {
    return start(scoresSpec(name, databaseUrl, environment));
  }

  ServiceSpec scoresSpec(String name, String databaseUrl, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("MICRONAUT_ENVIRONMENTS", "production");
    all.put("DATABASE_URL", databaseUrl);
    // No load balancer needs time to notice before the port closes.
    all.put("DRAIN_DELAY", "0");
    all.put("USERS_SERVICE_URL", users.uri().toString());
    all.putAll(environment);
    return new ServiceSpec(name, jars.scores(), Ports.anyFree(), all);
  }

  ServiceProcess start(ServiceSpec service) {
    return start(service, jvmOptions());
  }

  ServiceProcess start(ServiceSpec service, List<String> jvmOptions) {
    return scope.add(start(service, jvmOptions, directory));
  }

  private static ServiceProcess start(ServiceSpec service, List<String> options, Path directory) {
    return ServiceProcess.start(service, options, directory.resolve(service.name() + ".log"));
  }

  /** Starts a users service; does not wait. */
  static ServiceProcess users(Path jar, String databaseUrl, Path directory) {
    return start(usersSpec("users", jar, databaseUrl, Map.of()), USERS_OPTIONS, directory);
  }

  /** Starts a users service with production settings; does not wait. */
  ServiceProcess users(String name, String databaseUrl, Map<String, String> environment) {
    return start(usersSpec(name, jars.users(), databaseUrl, environment), USERS_OPTIONS);
  }

  private static ServiceSpec usersSpec(
      String name, Path jar, String databaseUrl, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("MICRONAUT_ENVIRONMENTS", "production");
    all.put("DATABASE_URL", databaseUrl);
    all.put("DRAIN_DELAY", "0");
    all.put("JWT_SIGNING_KEY", SigningKey.make());
    all.put("TOKEN_TTL", "1d");
    all.put("LOGIN_RATE_LIMIT", "0");
    all.putAll(environment);
    return new ServiceSpec(name, jar, Ports.anyFree(), all);
  }

  /**
   * JVM options for a quick start on a busy machine: the C1 compiler only, and a class archive,
   * which the first process creates when it ends.
   */
  List<String> jvmOptions() {
    return List.of(
        "-Xmx512m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + jars.archive(),
        "-Xlog:disable");
  }

  static void awaitReady(ServiceProcess service) throws InterruptedException {
    service.awaitOk("/health/readiness");
  }

  @Override
  public void close() {
    scope.close();
  }

  /** Creates a directory. */
  static Path newDirectory(Path parent, String name) {
    try {
      return Files.createDirectories(parent.resolve(name));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
