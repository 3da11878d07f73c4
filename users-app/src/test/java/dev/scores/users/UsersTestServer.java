package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.contract.CheckedHttp;
import dev.scores.contract.ContractCheck;
import dev.scores.users.passwords.DigestHashing;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users service in this JVM, with its default settings, a real PostgreSQL and real HTTP. Checks
 * every exchange against the contract.
 */
final class UsersTestServer implements AutoCloseable {

  /** The service's signing key, with which tests forge tokens. */
  static final ECKey KEY = freshKey();

  private static final String JSON = "application/json";
  private static final ContractCheck CONTRACT = ContractCheck.of("openapi/users.yaml");
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:access|auth)_token\":\"([A-Za-z0-9_.-]+)\"");

  private static final Pattern REFRESH_TOKEN =
      Pattern.compile("\"refresh_token\":\"([A-Za-z0-9_-]+)\"");
  private static final Pattern CLIENT =
      Pattern.compile("\"client_id\":\"(?<id>[^\"]+)\",\"client_secret\":\"(?<secret>[^\"]+)\"");

  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final String databaseUrl;
  private final DatabaseUrl database;
  private final CheckedHttp http = new CheckedHttp(CONTRACT);

  private UsersTestServer(ApplicationContext context, String databaseUrl) {
    this.context = context;
    this.databaseUrl = databaseUrl;
    this.database = DatabaseUrl.parse(databaseUrl);
    this.server = context.getBean(EmbeddedServer.class);
  }

  /** Starts the service with {@link DigestHashing}. */
  static UsersTestServer start(String... moreSettings) {
    return start(Map.of(DigestHashing.PROPERTY, true), moreSettings);
  }

  /** Starts the service with Argon2id, as in production. */
  static UsersTestServer startWithRealHashing(String... moreSettings) {
    return start(Map.of(), moreSettings);
  }

  /** Starts the service with {@link DigestHashing} and these properties. */
  static UsersTestServer startWithProperties(
      Map<String, Object> properties, String... moreSettings) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(DigestHashing.PROPERTY, true);
    return start(all, moreSettings);
  }

  private static UsersTestServer start(Map<String, Object> testProperties, String... moreSettings) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "MICRONAUT_ENVIRONMENTS", "test",
                "PORT", "0",
                "JWT_SIGNING_KEY", KEY.toJSONString()));
    for (int i = 0; i < moreSettings.length; i += 2) {
      environment.put(moreSettings[i], moreSettings[i + 1]);
    }
    environment.computeIfAbsent("DATABASE_URL", none -> UsersTestDatabases.fresh());
    ApplicationContext context =
        new ServiceDefinition(UsersApplication.SETTINGS).context(environment);
    context
        .getEnvironment()
        .addPropertySource(PropertySource.of("tests", testProperties, Integer.MAX_VALUE));
    ServiceDefinition.start(context, environment);
    context.getBean(EmbeddedServer.class).start();
    return new UsersTestServer(context, environment.get("DATABASE_URL"));
  }

  static ECKey freshKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }

  int port() {
    return server.getPort();
  }

  String databaseUrl() {
    return databaseUrl;
  }

  /** The address of the database for a role that has no privileges (SQLSTATE 42501). */
  String urlWithoutRights() {
    return urlOfRole("stranger", "");
  }

  /**
   * The address of the database for a role whose every statement divides by zero (SQLSTATE 22012),
   * like a defect of the service.
   */
  String urlOfFaults() {
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
    String role = name + "_of_" + databaseUrl.replaceFirst(".*/", "");
    execute("create role " + role + " login password 'none'");
    execute(grants.replace("ROLE", role));
    return databaseUrl.replaceFirst("//[^@]+@", "//" + role + ":none@");
  }

  <T> Collection<T> beans(Class<T> type) {
    return context.getBeansOfType(type);
  }

  CompletableFuture<Response> statusAsync(String token) {
    return http.sendAsync(statusRequest(token)).thenApply(Response::of);
  }

  Response get(String path, String... headers) {
    return send(request("GET", path, BodyPublishers.noBody(), headers));
  }

  Response put(String path, String payload, String... headers) {
    return send(written("PUT", path, payload, headers));
  }

  Response post(String path, String payload, String... headers) {
    return send(written("POST", path, payload, headers));
  }

  Response delete(String path, String... headers) {
    return send(request("DELETE", path, BodyPublishers.noBody(), headers));
  }

  CompletableFuture<Response> sendAsync(String method, String path, String payload) {
    return http.sendAsync(written(method, path, payload)).thenApply(Response::of);
  }

  private HttpRequest written(String method, String path, String payload, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = JSON;
    return request(method, path, BodyPublishers.ofString(payload), all);
  }

  CompletableFuture<Response> postAsync(String path, String payload) {
    return http.sendAsync(postRequest(path, payload)).thenApply(Response::of);
  }

  /** The response of {@code /auth/status} to the token. */
  Response status(String token) {
    return send(statusRequest(token));
  }

  private HttpRequest statusRequest(String token) {
    return request(
        "GET", "/auth/status", BodyPublishers.noBody(), "Authorization", "Bearer " + token);
  }

  /** Registers a user with the email {@code <username>@example.com} and returns the token. */
  String register(String username) {
    Response response =
        post(
            "/auth/register",
            "{\"username\":\"%1$s\",\"email\":\"%1$s@example.com\",\"password\":\"correct horse\"}"
                .formatted(username));
    assertEquals(201, response.status(), response.body());
    return response.token();
  }

  /** The token without its session, as releases before sessions issued it. */
  String withoutSession(String token) {
    try {
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder(SignedJWT.parse(token).getJWTClaimsSet())
              .claim("sid", null)
              .jwtID(UUID.randomUUID().toString())
              .build();
      SignedJWT older =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.getKeyID()).build(), claims);
      older.sign(new ECDSASigner(KEY));
      return older.serialize();
    } catch (ParseException | JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** Creates a service account as this admin and returns a token with its scopes. */
  String clientToken(String adminsToken, String... scopes) {
    return clientToken(createClient(adminsToken, scopes));
  }

  /** The {@code Authorization} header of a new service account. */
  String createClient(String adminsToken, String... scopes) {
    Response response =
        post(
            "/service-accounts",
            "{\"name\":\"autograder\",\"scopes\":[\"%s\"]}".formatted(String.join("\",\"", scopes)),
            "Authorization",
            "Bearer " + adminsToken);
    assertEquals(201, response.status(), response.body());
    Matcher created = CLIENT.matcher(response.body());
    assertTrue(created.find(), response.body());
    return basic(created.group("id"), created.group("secret"));
  }

  static String basic(String id, String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  private String clientToken(String authorization) {
    Response response = grant("grant_type=client_credentials", "Authorization", authorization);
    assertEquals(200, response.status(), response.body());
    return response.token();
  }

  /** Sends a form to the token endpoint. */
  Response grant(String form, String... headers) {
    List<String> all =
        new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
    all.addAll(List.of(headers));
    return send(
        request("POST", "/oauth/token", BodyPublishers.ofString(form), all.toArray(String[]::new)));
  }

  private HttpRequest postRequest(String path, String payload) {
    return request("POST", path, BodyPublishers.ofString(payload), "Content-Type", JSON);
  }

  HttpRequest request(String method, String path, BodyPublisher payload, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path))
            .method(method, payload);
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
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** The first value of the query's first row, as text. */
  String value(String query) {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(query, fault);
    }
  }

  /** All rows of the table as text; equal texts mean that nothing changed. */
  String rows() {
    return value("select coalesce(string_agg(u::text, ';' order by id), '') from users u");
  }

  /** A connection to the service's database, for the caller to close. */
  Connection connect() throws SQLException {
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

    String token() {
      Matcher token = TOKEN.matcher(body);
      return token.find() ? token.group(1) : "";
    }

    String refreshToken() {
      Matcher token = REFRESH_TOKEN.matcher(body);
      return token.find() ? token.group(1) : "";
    }

    Response isPlain(int expectedStatus, String expectedBody) {
      assertEquals(expectedStatus + " " + expectedBody, status + " " + plain());
      return this;
    }

    /** The body with placeholders for tokens and times. */
    String plain() {
      return TOKEN
          .matcher(body)
          .replaceAll(found -> found.group().replace(found.group(1), "TOKEN"))
          .replaceAll(REFRESH_TOKEN.pattern(), "\"refresh_token\":\"REFRESH\"")
          .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z", "TIME");
    }
  }
}
