package dev.scores.devservices;

import java.nio.file.Path;
import java.util.Map;

/** The system that is to run: which jars on which ports, and the directory that all of it keeps. */
record SystemSpec(Path data, Path usersJar, int usersPort, Path scoresJar, int scoresPort) {

  /** The real one, in a checkout in which everything is built. */
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
    return new ServiceSpec(
        "users",
        usersJar,
        usersPort,
        Map.of(
            "MICRONAUT_ENVIRONMENTS",
            "dev",
            "DATABASE_URL",
            databaseUrl,
            "DEV_KEYS_DIRECTORY",
            data.resolve("keys").toString()));
  }

  ServiceSpec scores(String databaseUrl) {
    return new ServiceSpec(
        "scores",
        scoresJar,
        scoresPort,
        Map.of(
            "MICRONAUT_ENVIRONMENTS",
            "dev",
            "DATABASE_URL",
            databaseUrl,
            "USERS_SERVICE_URL",
            "http://localhost:" + usersPort));
  }
}
