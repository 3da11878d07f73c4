package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.devservices.DevPostgres;
import dev.scores.devservices.ForkedService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A service is ready if its database accepts writes and has the schema of its release or a newer
 * one.
 */
@ResourceLock(CapturedLog.LOCK)
class SchemaReadinessTest {

  private static final String MISSING = "the schema is missing: run the command migrate";

  private final String database = DevPostgres.forTests().freshDatabase();
  private final HttpClient http = HttpClient.newHttpClient();
  private final CapturedLog log =
      new CapturedLog("dev.scores.chassis.operations.DatabaseHealth", "");

  @AfterEach
  void close() {
    log.close();
    http.close();
  }

  @Test
  void missingSchemaIsNotReadyUntilItIsMigrated() throws Exception {
    try (UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users)) {
      for (String path : List.of("/health/readiness", "/health")) {
        HttpResponse<String> response = get(service, path);
        assertEquals(503, response.statusCode());
        assertTrue(response.body().contains(down(MISSING)), response.body());
      }
      assertCheckKeepsTheConnections(service);
      assertEquals(200, get(service, "/health/liveness").statusCode());
      migrate();
      awaitStatus(service, 200);
      assertEquals(404, service.get("/scores/1").status());
      assertEquals(
          List.of("WARN not ready: " + MISSING, "INFO the database can be used: ready"),
          log.lines());
    }
  }

  @Test
  void olderSchemaIsNotReadyUntilItIsMigrated() throws Exception {
    migrateTo("1");
    try (UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users)) {
      HttpResponse<String> response = get(service, "/health/readiness");
      assertEquals(503, response.statusCode());
      assertTrue(
          response
              .body()
              .matches(
                  ".*\"status\":\"DOWN\",\"details\":\\{\"error\":\"the schema has version 1 and this"
                      + " release needs \\d+: run the command migrate\"}.*"),
          response.body());
      migrate();
      awaitStatus(service, 200);
    }
  }

  @Test
  void failedMigrationDoesNotCount() throws Exception {
    migrate();
    ScoresService.execute(
        database,
        "update flyway_schema_history set success = false"
            + " where installed_rank = (select max(installed_rank) from flyway_schema_history)");
    try (UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users)) {
      assertEquals(503, get(service, "/health/readiness").statusCode());
    }
  }

  @Test
  void newerSchemaIsReady() throws Exception {
    migrate();
    ScoresService.execute(
        database,
        "insert into flyway_schema_history select 1000, '1000', 'of a newer release', type, script,"
            + " checksum, installed_by, installed_on, execution_time, success"
            + " from flyway_schema_history where installed_rank = 1");
    try (UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users)) {
      HttpResponse<String> response = get(service, "/health/readiness");
      assertEquals(200, response.statusCode(), response.body());
    }
  }

  @Test
  void droppedSchemaIsNotReady() throws Exception {
    migrate();
    try (UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users)) {
      assertEquals(200, get(service, "/health/readiness").statusCode());
      service.execute("drop table scores, flyway_schema_history");
      awaitStatus(service, 503);
      Migrations.of(environment()).recreate();
      awaitStatus(service, 200);
    }
  }

  @Test
  void engineCitusNeedsItsExtension() throws Exception {
    migrate();
    try (UsersStub users = new UsersStub();
        ScoresService service =
            ScoresService.start(users, "DATABASE_URL", database, "DATABASE_ENGINE", "citus")) {
      HttpResponse<String> response = get(service, "/health/readiness");
      assertEquals(503, response.statusCode());
      String reason = "DATABASE_ENGINE is citus, but the database lacks the extension citus";
      assertTrue(response.body().contains(down(reason)), response.body());
      assertEquals(List.of("WARN not ready: " + reason), log.lines());
    }
  }

  /** As if the command {@code distribute} had been called while the service runs. */
  @Test
  void distributedTablesNeedEngineCitus() throws Exception {
    migrate();
    try (UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users)) {
      assertEquals(200, get(service, "/health/readiness").statusCode());
      service.execute(
          """
          create function citus_truncate_trigger() returns trigger language plpgsql as
            'begin return null; end';
          create trigger truncate_trigger_1 after truncate on scores
            execute function citus_truncate_trigger()
          """);
      awaitStatus(service, 503);
      assertEquals(
          List.of("WARN not ready: DATABASE_ENGINE must be citus: the tables are distributed"),
          log.lines());
    }
  }

  /** As after a failover, if the address of the primary leads to a standby for some time. */
  @Test
  void readOnlyDatabaseIsNotReadyUntilItAcceptsWrites() throws Exception {
    migrate();
    String name = database.replaceFirst(".*/", "");
    try (CapturedLog faults = new CapturedLog("dev.scores.chassis.database.DatabaseLog", name);
        UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users)) {
      service.execute("alter database %s set default_transaction_read_only = on".formatted(name));
      service.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and pid <> pg_backend_pid()");
      String reason = "the database is read-only: it is a standby, or does not accept writes";
      // The first responses may be about the connections that have ended.
      while (!get(service, "/health/readiness").body().contains(down(reason))) {
        Thread.onSpinWait();
      }
      assertEquals(503, get(service, "/health/readiness").statusCode());
      assertEquals(200, service.get("/scores").status());
      String score = "{\"exercise_id\":1,\"correct\":true}";
      ScoresService.Response refused = service.write("PATCH", "/scores", 1, score);
      assertEquals(503, refused.status());
      assertEquals("1", refused.header("Retry-After"));
      assertTrue(
          faults
              .await("25006")
              .endsWith(
                  " (SQLSTATE 25006); the server is a standby or read-only: DATABASE_URL must lead"
                      + " to the primary; during PATCH /scores"),
          faults.lines().toString());
      ScoresService.execute(
          database,
          "set transaction_read_only = off;"
              + " alter database %s reset default_transaction_read_only".formatted(name));
      String accepted = ofPool("coalesce(max(clock_timestamp()), clock_timestamp())");
      awaitStatus(service, 200);
      String earlier = "count(*) filter (where backend_start < '%s')".formatted(accepted);
      // Each of them is read-only.
      while (!ofPool(earlier).equals("0")) {
        Thread.onSpinWait();
      }
      assertEquals(201, service.write("PATCH", "/scores", 1, score).status());
      assertEquals(200, service.get("/scores").status());
    }
  }

  @Test
  void unreadableHistoryIsNotReadyAndLogged() throws Exception {
    migrate();
    String name = "\"" + database.replaceFirst(".*/", "") + "\"";
    try (CapturedLog faults = new CapturedLog("dev.scores.chassis.database.DatabaseLog", name);
        UsersStub users = new UsersStub();
        ScoresService owner = unmigrated(users);
        ScoresService service =
            ScoresService.start(
                users, "DATABASE_URL", owner.urlWithoutRights(), "MIGRATE_ON_START", "false")) {
      assertEquals(503, get(service, "/health/readiness").statusCode());
      assertTrue(
          faults
              .await("42501")
              .endsWith(
                  " failed an operation: permission denied for table flyway_schema_history"
                      + " (SQLSTATE 42501); during a readiness check"),
          faults.lines().toString());
    }
  }

  @Test
  void failedMigrationExitsWithItsCause() {
    migrate();
    ScoresService.execute(database, "delete from flyway_schema_history where version <> '1'");
    String cause =
        "A migration failed: Failed to execute script V2__changed_in.sql: ERROR: column"
            + " \"changed_in\" of relation \"scores\" already exists (SQLSTATE 42701)\n";
    assertEquals(new ExecutedCommand(1, "", cause), ExecutedCommand.of(environment(), "migrate"));
    ForkedService.Exit start = ForkedService.run(ScoresApplication.class, environment());
    assertEquals(1, start.status(), start.output());
    assertEquals(cause, start.errors());
  }

  /** It left a part of its work, which the repetition begins anew. */
  @Test
  void failedMigrationOutsideATransactionIsRepeated() {
    migrateTo("2");
    ScoresService.execute(database, "create table scores_changed_in (id integer)");
    String cause =
        "A migration failed: Failed to execute script V3__indexes_for_changes_and_figures.sql:"
            + " ERROR: \"scores_changed_in\" is not an index (SQLSTATE 42809)\n";
    assertEquals(new ExecutedCommand(1, "", cause), ExecutedCommand.of(environment(), "migrate"));
    ScoresService.execute(database, "drop table scores_changed_in");
    assertEquals(0, ExecutedCommand.of(environment(), "migrate").status());
  }

  /** A migration that was changed after it was applied is not adopted with it. */
  @Test
  void historyOfOtherMigrationsIsNotRepaired() {
    migrate();
    ScoresService.execute(
        database,
        "update flyway_schema_history set success = false where version = '15';"
            + " update flyway_schema_history set checksum = 1 where version = '1'");
    assertEquals(1, ExecutedCommand.of(environment(), "migrate").status());
  }

  /** New connections would lead to the same schema. */
  private void assertCheckKeepsTheConnections(ScoresService service) throws Exception {
    while (!ofPool("count(*)").equals("16")) {
      Thread.onSpinWait();
    }
    String ids = "string_agg(cast(pid as text), ',' order by pid)";
    String before = ofPool(ids);
    String lastCheck = "coalesce(cast(max(query_start) as text), 'none')";
    String earlier = ofPool(lastCheck);
    while (ofPool(lastCheck).equals(earlier)) {
      get(service, "/health/readiness");
    }
    assertEquals(before, ofPool(ids));
  }

  /** An aggregate of the connections of the service. */
  private String ofPool(String aggregate) throws SQLException {
    DatabaseUrl url = DatabaseUrl.parse(database);
    try (Connection connection =
            DriverManager.getConnection(
                url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select cast(%s as text) from pg_stat_activity".formatted(aggregate)
                    + " where datname = current_database() and application_name = 'scores'")) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  /** A database with the schema of an earlier release. */
  private void migrateTo(String version) {
    DatabaseUrl url = DatabaseUrl.parse(database);
    Flyway.configure()
        .dataSource(url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null))
        .target(version)
        .load()
        .migrate();
  }

  private void migrate() {
    Migrations.of(environment()).migrate();
  }

  private Map<String, String> environment() {
    return Map.of(
        "MICRONAUT_ENVIRONMENTS", "test",
        "PORT", "0",
        "DATABASE_URL", database,
        "USERS_SERVICE_URL", "http://127.0.0.1:1");
  }

  private ScoresService unmigrated(UsersStub users) {
    return ScoresService.start(users, "DATABASE_URL", database, "MIGRATE_ON_START", "false");
  }

  private static String down(String error) {
    return "\"database\":{\"name\":\"scores\",\"status\":\"DOWN\",\"details\":{\"error\":\"%s\"}}"
        .formatted(error);
  }

  /** Waits, because readiness is cached for a moment. */
  private void awaitStatus(ScoresService service, int status) throws Exception {
    while (get(service, "/health/readiness").statusCode() != status) {
      Thread.onSpinWait();
    }
  }

  /** Without the fixture, which checks responses against the contract of scores. */
  private HttpResponse<String> get(ScoresService service, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + service.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
