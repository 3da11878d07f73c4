package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.contract.CheckedHttp;
import dev.scores.contract.ContractCheck;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The scores service in this JVM with its production settings, a real PostgreSQL and real HTTP.
 * Checks every exchange against the contract.
 */
final class ScoresService implements AutoCloseable {

  static final String JSON = "application/json";

  private static final ContractCheck CONTRACT = ContractCheck.of("openapi/scores.yaml");

  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final String address;
  private final CheckedHttp http = new CheckedHttp(CONTRACT);

  private ScoresService(ApplicationContext context, String address) {
    this.context = context;
    this.address = address;
    this.server = context.getBean(EmbeddedServer.class);
  }

  static ScoresService start(UsersStub users, String... moreSettings) {
    return start(users.url(), moreSettings);
  }

  /** Uses the users service at that address. */
  static ScoresService start(String usersService, String... moreSettings) {
    return start(usersService, Map.of(), moreSettings);
  }

  /** Has a deadline of 10 minutes for requests to the users service. */
  static ScoresService startWithLongDeadline(UsersStub users, String... moreSettings) {
    return startWithLongDeadline(users, Map.of(), moreSettings);
  }

  /** As above, with additional properties. */
  static ScoresService startWithLongDeadline(
      UsersStub users, Map<String, Object> more, String... moreSettings) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("auth.deadline", "10m");
    properties.put("limits.request-timeout", "10m");
    return start(users.url(), properties, moreSettings);
  }

  /** Verifies tokens itself and may request keys at any rate. */
  static ScoresService startInJwtMode(UsersStub users) {
    return start(
        users.url(),
        Map.of("auth.jwt.key-request-interval", "1ms"),
        "DATABASE_URL",
        TestDatabases.SHARED,
        "AUTH_MODE",
        "jwt");
  }

  /** With additional properties. */
  static ScoresService start(
      String usersService, Map<String, Object> properties, String... moreSettings) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "MICRONAUT_ENVIRONMENTS", "test",
                "PORT", "0",
                "USERS_SERVICE_URL", usersService,
                // Only its tests count requests for the feed, or expect its log lines.
                "USER_REMOVALS", "ignore"));
    for (int i = 0; i < moreSettings.length; i += 2) {
      environment.put(moreSettings[i], moreSettings[i + 1]);
    }
    environment.computeIfAbsent("DATABASE_URL", none -> TestDatabases.fresh());
    ApplicationContext context =
        new ServiceDefinition(ScoresApplication.SETTINGS).context(environment);
    context
        .getEnvironment()
        // The transactions of folds would delay the change feeds of other tests.
        .addPropertySource(
            PropertySource.of("tests", Map.of("scores.reports.fold-interval", "1h"), 1_000_000))
        .addPropertySource(PropertySource.of("this test", properties, Integer.MAX_VALUE));
    ServiceDefinition.start(context, environment);
    context.getBean(EmbeddedServer.class).start();
    return new ScoresService(context, environment.get("DATABASE_URL"));
  }

  /** The URL of the service's database, for a second service on it. */
  String databaseUrl() {
    return address;
  }

  /** The same database for a role that may only connect (SQLSTATE 42501). */
  String urlWithoutRights() {
    return urlOfRole("stranger", "");
  }

  /**
   * The same database for a role whose every statement divides by zero (SQLSTATE 22012), like a
   * defect of the service.
   */
  String urlWithFailingStatements() {
    return urlOfRole(
        "unlucky",
        """
        do $$
        declare own record;
        begin
          for own in select tablename from pg_tables
              where schemaname = 'public' and tablename <> 'flyway_schema_history' loop
            execute format('alter table %1$I enable row level security', own.tablename);
            execute format('create policy faults on %1$I using (1 / 0 = 1)', own.tablename);
            execute format('grant all on %1$I to ROLE', own.tablename);
          end loop;
        end
        $$;
        grant all on all sequences in schema public to ROLE\
        """);
  }

  private String urlOfRole(String name, String grants) {
    String role = name + "_of_" + address.replaceFirst(".*/", "");
    execute("create role " + role + " login password 'none'");
    execute(grants.replace("ROLE", role));
    return address.replaceFirst("//[^@]+@", "//" + role + ":none@");
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  boolean hasBean(Class<?> type) {
    return context.containsBean(type);
  }

  int port() {
    return server.getPort();
  }

  Response get(String path, String... headers) {
    return send(request("GET", path, "", headers));
  }

  CompletableFuture<Response> getAsync(String path) {
    return sendAsync(request("GET", path, ""));
  }

  /** A request with a JSON payload by the caller {@code user-<user>}. */
  Response write(String method, String path, int user, String payload) {
    return send(
        request(
            method, path, payload, "Authorization", "Bearer user-" + user, "Content-Type", JSON));
  }

  CompletableFuture<Response> writeAsync(String method, String path, int user, String payload) {
    return writeAs("user-" + user, method, path, payload);
  }

  CompletableFuture<Response> writeAs(String token, String method, String path, String payload) {
    HttpRequest request =
        request(method, path, payload, "Authorization", "Bearer " + token, "Content-Type", JSON);
    return sendAsync(request);
  }

  HttpRequest request(String method, String path, String payload, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path))
            .method(
                method,
                payload.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(payload));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  Response send(HttpRequest request) {
    return Response.of(http.send(request));
  }

  CompletableFuture<Response> sendAsync(HttpRequest request) {
    return http.sendAsync(request).thenApply(Response::of);
  }

  void execute(String sql) {
    execute(address, sql);
  }

  static void execute(String database, String sql) {
    try (Connection connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** All rows of the table as text, to compare. */
  String rows() {
    return rows(address);
  }

  static String rows(String database) {
    try (Connection connection = connect(database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select coalesce(string_agg(cast(row(id, user_id, exercise_id, correct, created_at,
                  updated_at, version, attempts, solved_at, solved_attempts) as text), ';' order by id), '')
                from scores
                """)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** A connection to the service's database, for the caller to close. */
  Connection connect() throws SQLException {
    return connect(address);
  }

  private static Connection connect(String address) throws SQLException {
    DatabaseUrl database = DatabaseUrl.parse(address);
    return DriverManager.getConnection(
        database.jdbcUrl(), database.user().orElse(""), database.password().orElse(""));
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }

  record Response(int status, java.net.http.HttpHeaders headers, String body) {

    static Response of(HttpResponse<String> response) {
      return new Response(response.statusCode(), response.headers(), response.body());
    }

    Response is(int expectedStatus, String expectedBody) {
      assertEquals(expectedStatus + " " + expectedBody, status + " " + body);
      return this;
    }

    String header(String name) {
      return String.join(" | ", headers.allValues(name));
    }
  }
}
