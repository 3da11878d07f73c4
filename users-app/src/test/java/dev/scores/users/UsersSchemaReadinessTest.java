package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.devservices.DevPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service is ready if its database has the schema of its release or a newer one. */
class UsersSchemaReadinessTest {

  private final String database = DevPostgres.forTests().freshDatabase();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void missingSchemaIsNotReadyUntilItIsMigrated() throws Exception {
    try (UsersTestServer service = unmigrated()) {
      assertDown(service, "the schema is missing: run the command migrate");
      migrate();
      awaitReady(service);
    }
  }

  @Test
  void olderSchemaIsNotReadyUntilItIsMigrated() throws Exception {
    migrateToVersion1();
    try (UsersTestServer service = unmigrated()) {
      assertDown(
          service, "the schema has version 1 and this release needs \\d+: run the command migrate");
      migrate();
      awaitReady(service);
    }
  }

  @Test
  void newerSchemaIsReady() throws Exception {
    migrate();
    try (UsersTestServer service = unmigrated()) {
      service.execute(
          "insert into flyway_schema_history select 1000, '1000', 'of a newer release', type, script,"
              + " checksum, installed_by, installed_on, execution_time, success"
              + " from flyway_schema_history where installed_rank = 1");
      HttpResponse<String> response = readiness(service);
      assertEquals(200, response.statusCode(), response.body());
    }
  }

  /** A database with the schema of the first release. */
  private void migrateToVersion1() {
    DatabaseUrl url = DatabaseUrl.parse(database);
    Flyway.configure()
        .dataSource(url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null))
        .target("1")
        .load()
        .migrate();
  }

  private void migrate() {
    Migrations.of(Map.of("MICRONAUT_ENVIRONMENTS", "test", "DATABASE_URL", database)).migrate();
  }

  private UsersTestServer unmigrated() {
    return UsersTestServer.start("DATABASE_URL", database, "MIGRATE_ON_START", "false");
  }

  private void assertDown(UsersTestServer service, String error) throws Exception {
    HttpResponse<String> response = readiness(service);
    assertEquals(503, response.statusCode());
    assertTrue(
        response
            .body()
            .matches(
                ".*\"database\":\\{\"name\":\"users\",\"status\":\"DOWN\",\"details\":\\{\"error\":\"%s\"}.*"
                    .formatted(error)),
        response.body());
  }

  /** Waits, because readiness is cached for a moment. */
  private void awaitReady(UsersTestServer service) throws Exception {
    while (readiness(service).statusCode() != 200) {
      Thread.onSpinWait();
    }
  }

  /** Without the fixture, which checks responses against the contract of users. */
  private HttpResponse<String> readiness(UsersTestServer service) throws Exception {
    URI uri = URI.create("http://localhost:" + service.port() + "/health/readiness");
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
