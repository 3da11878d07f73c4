package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a drill is given: it starts servers and services for it, and ends them when the drill is
 * over. Their logs are in its directory.
 */
final class Stage implements AutoCloseable {

  private final Jars jars;
  private final Form form;
  private final Path directory;
  private final UsersService users;
  private final Scope scope = new Scope();

  Stage(Jars jars, Form form, Path directory, UsersService users) {
    this.jars = jars;
    this.form = form;
    this.directory = directory;
    this.users = users;
  }

  /**
   * The packaged services.
   *
   * @param archive of the classes of the scores service; made by the first that ends in order
   */
  record Jars(Path users, Path scores, Path archive) {}

  /**
   * How long it may take.
   *
   * @param isShort fewer rounds, a smaller load
   * @param minutes of the soak
   */
  record Form(boolean isShort, int minutes) {

    /** The one number in the short form, the other in the whole. */
    int of(int ifShort, int ifWhole) {
      return isShort ? ifShort : ifWhole;
    }
  }

  Form form() {
    return form;
  }

  Path directory() {
    return directory;
  }

  /** Ended with the drill. */
  Scope scope() {
    return scope;
  }

  Jars jars() {
    return jars;
  }

  /** The users service that all drills share; to be left whole. */
  UsersService users() {
    return users;
  }

  /** A scores service on a server of its own, ready. */
  World world() throws InterruptedException {
    return world(Map.of());
  }

  /**
   * @param environment settings of the scores service, beside those that it needs
   */
  World world(Map<String, String> environment) throws InterruptedException {
    DebianPostgres postgres = postgres("scores");
    ServiceProcess scores = scores("scores", postgres.newDatabase(World.DATABASE), environment);
    scores.awaitReady();
    return new World(postgres, scores, users);
  }

  /** A users service that may be broken, on a server of its own, with a few accounts. */
  UsersService usersOfItsOwn() throws InterruptedException {
    DebianPostgres postgres = postgres("users");
    ServiceProcess process =
        scope.add(users(jars.users(), postgres.newDatabase("users"), directory));
    return UsersService.with(postgres, process, 8);
  }

  /**
   * @param settings lines for {@code postgresql.conf}
   */
  DebianPostgres postgres(String name, String... settings) throws InterruptedException {
    return scope.add(DebianPostgres.start(directory, name, settings));
  }

  /** A scores service that is just starting, in production as an operator runs it. */
  ServiceProcess scores(String name, String databaseUrl, Map<String, String> environment) {
    return start(scoresPlan(name, databaseUrl, environment));
  }

  ServiceProcess.Plan scoresPlan(String name, String databaseUrl, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("MICRONAUT_ENVIRONMENTS", "production");
    all.put("DATABASE_URL", databaseUrl);
    // Nothing here takes an instance that is not ready out of rotation before its port closes.
    all.put("DRAIN_DELAY", "0");
    all.put("USERS_SERVICE_URL", users.uri().toString());
    all.putAll(environment);
    return new ServiceProcess.Plan(
        name, jars.scores(), Ports.anyFree(), all, quick(jars.archive()));
  }

  ServiceProcess start(ServiceProcess.Plan plan) {
    return scope.add(ServiceProcess.start(plan, directory));
  }

  /** A users service that is just starting. */
  static ServiceProcess users(Path jar, String databaseUrl, Path directory) {
    var environment =
        Map.of(
            "MICRONAUT_ENVIRONMENTS",
            "production",
            "DATABASE_URL",
            databaseUrl,
            "DRAIN_DELAY",
            "0",
            "JWT_SIGNING_KEY",
            SigningKey.make(),
            "TOKEN_TTL",
            "1d",
            "LOGIN_RATE_LIMIT",
            "0");
    return ServiceProcess.start(
        new ServiceProcess.Plan(
            "users", jar, Ports.anyFree(), environment, List.of("-Xmx512m", "-XX:+UseSerialGC")),
        directory);
  }

  /**
   * For a quick start on a machine that does much else: the quick compiler, and an archive of the
   * loaded classes, which the first run makes when it ends.
   */
  private static List<String> quick(Path archive) {
    return List.of(
        "-Xmx512m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive,
        "-Xlog:disable");
  }

  @Override
  public void close() {
    scope.close();
  }

  /** A directory into which PostgreSQL's user may look. */
  static Path newDirectory(Path parent, String name) {
    try {
      return Files.createDirectories(parent.resolve(name));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
