package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.devservices.ForkedService;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each security event is one line of JSON, with ids and without secrets. */
class SecurityEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "correct horse";
  private static final List<String> FIELDS =
      List.of("event", "reason", "account_id", "actor_id", "client", "request_id");

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void eachEventIsLoggedWithItsFields() throws IOException {
    String log;
    String ada;
    String root;
    try (UsersTestServer stored = UsersTestServer.startWithRealHashing("LOGIN_RATE_LIMIT", "0");
        ForkedService service =
            ForkedService.start(
                UsersApplication.class,
                Map.of(
                    "PORT", "0",
                    "DATABASE_URL", urlWithPassword(stored),
                    "JWT_SIGNING_KEY", UsersTestServer.KEY.toJSONString(),
                    "TRUSTED_PROXIES", "127.0.0.1,::1",
                    "LOGIN_RATE_LIMIT", "2"))) {
      ada = stored.register("ada");
      stored.register("bob");
      stored.register("eve");
      root = stored.register("root");
      stored.execute("update users set admin = true where username = 'root'");
      stored.execute("update users set active = false where username = 'eve'");
      stored.execute("update users set password_hash = '$2b$12$x' where username = 'bob'");

      send(service, 1, 401, "POST", "/api/login", credentials("nobody", PASSWORD), "");
      send(service, 2, 401, "POST", "/api/login", credentials("ada", "wrong horse"), "");
      send(service, 3, 401, "POST", "/api/login", credentials("bob", PASSWORD), "");
      send(service, 4, 401, "POST", "/api/login", credentials("eve", PASSWORD), "");
      send(service, 2, 401, "POST", "/api/login", credentials("ada", "wrong horse"), "");
      send(service, 2, 429, "POST", "/api/login", credentials("ada", PASSWORD), "");
      send(service, 5, 401, "GET", "/auth/status", "", "rubbish");

      String password = "{\"old\":\"%s\",\"new\":\"staple horse\"}";
      send(service, 6, 400, "PUT", "/auth/password", password.formatted("wrong horse"), ada);
      HttpResponse<String> changed =
          send(service, 6, 200, "PUT", "/auth/password", password.formatted(PASSWORD), ada);
      ada = changed.body().replaceAll(".*\"auth_token\":\"([^\"]*)\".*", "$1");
      send(
          service,
          7,
          200,
          "PUT",
          "/users/1",
          "{\"username\":\"ada\",\"email\":\"new@example.com\","
              + "\"current_password\":\"staple horse\"}",
          ada);

      String[] flags = {"\"admin\":true", "\"admin\":false,\"active\":false", "\"active\":true"};
      for (String flag : flags) {
        String bob = "{\"username\":\"bob\",\"email\":\"bob@example.com\"," + flag + "}";
        send(service, 8, 200, "PUT", "/users/2", bob, root);
      }
      send(service, 8, 200, "DELETE", "/users/2", "", root);
      service.terminate();
      log = service.awaitExit().output();
    }
    assertEquals(
        """
        login_failed unknown_account - - 192.0.2.1 r-1
        login_failed wrong_password 1 - 192.0.2.2 r-2
        login_failed unsupported_hash 2 - 192.0.2.3 r-3
        login_failed inactive 3 - 192.0.2.4 r-4
        login_failed wrong_password 1 - 192.0.2.2 r-2
        login_limited - 1 - 192.0.2.2 r-2
        token_rejected malformed - - 192.0.2.5 r-5
        current_password_rejected - 1 - 192.0.2.6 r-6
        password_changed - 1 - 192.0.2.6 r-6
        email_changed - 1 - 192.0.2.7 r-7
        admin_granted - 2 4 192.0.2.8 r-8
        account_deactivated - 2 4 192.0.2.8 r-8
        admin_withdrawn - 2 4 192.0.2.8 r-8
        account_reactivated - 2 4 192.0.2.8 r-8
        account_removed - 2 4 192.0.2.8 r-8
        """,
        events(log),
        log);
    for (String secret : List.of(" horse", "example.com", "$2b$", "rubbish", ada, root)) {
      assertFalse(log.contains(secret), () -> secret + " is in " + log);
    }
  }

  @Test
  void serviceAccountsAndTheTeacherRoleAreLogged() throws Exception {
    String log;
    try (UsersTestServer stored = UsersTestServer.start("LOGIN_RATE_LIMIT", "0");
        ForkedService service =
            ForkedService.start(
                UsersApplication.class,
                Map.of(
                    "PORT", "0",
                    "DATABASE_URL", urlWithPassword(stored),
                    "JWT_SIGNING_KEY", UsersTestServer.KEY.toJSONString(),
                    "TRUSTED_PROXIES", "127.0.0.1,::1",
                    "LOGIN_RATE_LIMIT", "2"))) {
      String root = stored.register("root");
      stored.register("tina");
      stored.execute("update users set admin = true where username = 'root'");
      for (String flag : List.of("true", "false")) {
        String tina =
            "{\"username\":\"tina\",\"email\":\"tina@example.com\",\"teacher\":%s}".formatted(flag);
        send(service, 1, 200, "PUT", "/users/2", tina, root);
      }
      String draft = "{\"name\":\"grader\",\"scopes\":[\"users:read\"]}";
      HttpResponse<String> created =
          send(service, 2, 201, "POST", "/service-accounts", draft, root);
      String id = created.body().replaceAll(".*\"client_id\":\"([^\"]*)\".*", "$1");
      grant(service, 3, 401, id, "wrong secret");
      grant(service, 3, 401, id, "wrong secret");
      grant(service, 3, 429, id, "wrong secret");
      grant(service, 4, 401, "sa_UUUUUUUUUUUUUUUUUUUUUU", "wrong secret");
      send(service, 5, 200, "POST", "/service-accounts/" + id + "/secret", "", root);
      send(service, 5, 200, "DELETE", "/service-accounts/" + id, "", root);
      service.terminate();
      log = service.awaitExit().output().replace(id, "sa_ID");
    }
    assertEquals(
        """
        teacher_granted - 2 1 192.0.2.1 r-1
        teacher_withdrawn - 2 1 192.0.2.1 r-1
        service_account_created - - 1 192.0.2.2 r-2
        login_failed wrong_secret - - 192.0.2.3 r-3
        login_failed wrong_secret - - 192.0.2.3 r-3
        login_limited - - - 192.0.2.3 r-3
        login_failed unknown_account - - 192.0.2.4 r-4
        secret_rotated - - 1 192.0.2.5 r-5
        service_account_revoked - - 1 192.0.2.5 r-5
        """,
        events(log),
        log);
    assertEquals(
        5, log.lines().filter(line -> line.contains("\"client_id\":\"sa_ID\"")).count(), log);
    assertFalse(log.contains("wrong secret\""), log);
    assertFalse(log.contains("sa_UUU"), log);
  }

  private void grant(ForkedService service, int address, int status, String id, String secret)
      throws IOException {
    HttpResponse<String> response =
        service.send(
            client,
            "POST",
            "/oauth/token",
            "grant_type=client_credentials",
            "Content-Type",
            "application/x-www-form-urlencoded",
            "X-Forwarded-For",
            "192.0.2." + address,
            "X-Request-Id",
            "r-" + address,
            "Authorization",
            UsersTestServer.basic(id, secret));
    assertEquals(status, response.statusCode(), response.body());
  }

  /** Outside development the password must not be a well-known one. */
  private static String urlWithPassword(UsersTestServer stored) {
    String role = "auditor_of_" + stored.databaseUrl().replaceFirst(".*/", "");
    stored.execute("create role " + role + " superuser login password 'sesame'");
    return stored.databaseUrl().replaceFirst("//[^@]+@", "//" + role + ":sesame@");
  }

  private HttpResponse<String> send(
      ForkedService service,
      int address,
      int status,
      String method,
      String path,
      String payload,
      String token)
      throws IOException {
    HttpResponse<String> response =
        service.send(
            client,
            method,
            path,
            payload,
            "Content-Type",
            "application/json",
            "X-Forwarded-For",
            "192.0.2." + address,
            "X-Request-Id",
            "r-" + address,
            "Authorization",
            "Bearer " + token);
    assertEquals(status, response.statusCode(), response.body());
    return response;
  }

  private static String credentials(String username, String password) {
    return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
  }

  private static String events(String log) {
    return log.lines()
        .map(SecurityEventsTest::read)
        .filter(line -> line.path("logger").asText().equals("security"))
        .map(SecurityEventsTest::event)
        .collect(Collectors.joining());
  }

  private static String event(JsonNode line) {
    assertTrue(line.path("message").asText().length() > 10, line::toString);
    return FIELDS.stream()
            .map(field -> line.path(field).asText("-"))
            .map(text -> text.isEmpty() ? "-" : text)
            .collect(Collectors.joining(" "))
        + "\n";
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException noJson) {
      throw new AssertionError(line, noJson);
    }
  }
}
