package dev.scores.devservices;

import java.nio.file.Path;
import java.util.Map;

/** The jars and ports of both services, and the directory for data and logs. */
record SystemSpec(Path data, Path usersJar, int usersPort, Path scoresJar, int scoresPort) {

  /** The packaged services of a checkout, on ports 5001 and 5002. */
  static SystemSpec of(Path root, String version) {
    return new SystemSpec(
        root.resolve(".data"),
        root.resolve("users-app/target/users-app-" + version + ".jar"),
        5001,
        root.resolve("scores-app/target/scores-app-" + version + ".jar"),
        5002);
  }

  Path logs() {
    return data.resolve("logs");
  }

  ServiceSpec users(String databaseUrl) {
    return service(
        "users",
        usersJar,
        usersPort,
        databaseUrl,
        Map.entry("DEV_KEYS_DIRECTORY", data.resolve("keys").toString()));
  }

  ServiceSpec scores(String databaseUrl) {
    return service(
        "scores",
        scoresJar,
        scoresPort,
        databaseUrl,
        Map.entry("USERS_SERVICE_URL", "http://localhost:" + usersPort));
  }

  private static ServiceSpec service(
      String name, Path jar, int port, String databaseUrl, Map.Entry<String, String> setting) {
    return new ServiceSpec(
        name,
        jar,
        port,
        Map.ofEntries(
            Map.entry("MICRONAUT_ENVIRONMENTS", "dev"),
            Map.entry("DATABASE_URL", databaseUrl),
            // With TLS, which the environment may set, they would not respond to this program.
            Map.entry("TLS_CERTIFICATE", ""),
            Map.entry("TLS_KEY", ""),
            setting));
  }
}
