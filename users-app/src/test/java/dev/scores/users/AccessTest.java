package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.users.UsersTestServer.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Permissions on {@code /users} with {@code USERS_ACCESS=admin}: role × route × owner. Ada is user
 * 1, bob 2, root, an admin, 3, and victim 4.
 */
class AccessTest {

  private static final String DENIED =
      "{\"status\":\"error\",\"message\":\"You do not have permission to do that.\","
          + "\"code\":\"permission_denied\"}";
  private static final String INVALID_TOKEN =
      "{\"status\":\"error\",\"message\":\"Invalid token. Please log in again.\","
          + "\"code\":\"invalid_token\"}";
  private static final String REJECTED_USER =
      "{\"status\":\"error\",\"message\":\"Something went wrong. Please contact us.\","
          + "\"code\":\"user_refused\"}";

  private static UsersTestServer service;
  private static Map<String, String[]> roles = new HashMap<>();

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("USERS_ACCESS", "admin");
    roles.put("nobody", new String[0]);
    for (String name : new String[] {"ada", "bob", "root"}) {
      roles.put(name, bearer(service.register(name)));
    }
    service.register("victim");
    service.execute("update users set admin = true where id = 3");
    service.execute(
        "create table users_before as select * from users;"
            + " create table sessions_before as select * from sessions");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void restoreUsers() {
    service.execute(
        "truncate users cascade; insert into users overriding system value select * from users_before;"
            + " insert into sessions select * from sessions_before");
  }

  /** Role, route, payload and expected status. Every 401 is the same rejection. */
  static Stream<Arguments> table() {
    String draft = "{\"username\":\"eve\",\"email\":\"eve@example.com\"}";
    String change =
        "{\"username\":\"eve\",\"email\":\"eve@example.com\","
            + "\"current_password\":\"correct horse\"}";
    String rename = "{\"username\":\"eve\",\"email\":\"ADA@example.com\"}";
    String activate = "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"active\":true}";
    String promoteRoot = "{\"username\":\"root\",\"email\":\"root@example.com\",\"admin\":true}";
    String promote = "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"admin\":true}";
    return Stream.of(
            row("GET /users", "", "nobody 200, ada 200, root 200"),
            row("GET /users/1", "", "nobody 401, bob 401, ada 200, root 200"),
            row("GET /users/4711", "", "nobody 401, ada 401, root 404"),
            row("GET /users/blah", "", "nobody 401, ada 401, root 404"),
            row("GET /users/01", "", "nobody 401, ada 401, root 404"),
            row("POST /users", draft, "nobody 401, ada 401, root 201"),
            row("POST /users", "{", "nobody 401, ada 401, root 400"),
            row("PUT /users/1", change, "nobody 401, bob 401, ada 200, root 200"),
            row("PUT /users/1", draft, "nobody 401, bob 401, ada 400, root 200"),
            row("PUT /users/1", rename, "nobody 401, bob 401, ada 200, root 200"),
            row("PUT /users/1", "{", "nobody 401, bob 401, ada 400, root 400"),
            row("PUT /users/1", activate, "nobody 401, bob 401, ada 401, root 200"),
            row("PUT /users/1", promote, "nobody 401, bob 401, ada 401, root 200"),
            row("PUT /users/3", promoteRoot, "nobody 401, ada 401, root 200"),
            row("PUT /users/4711", change, "nobody 401, ada 401, root 404"),
            row("PUT /users/blah", change, "nobody 401, ada 401, root 404"),
            row("PUT /users/blah", "{", "nobody 401, ada 401, root 400"),
            row("DELETE /users/1", "", "nobody 401, bob 401, ada 401, root 200"),
            row("DELETE /users/3", "", "nobody 401, ada 401, root 400"),
            row("DELETE /users/4711", "", "nobody 401, ada 401, root 404"))
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> row(String route, String payload, String responses) {
    return Arrays.stream(responses.split(", ", -1))
        .map(response -> response.split(" ", -1))
        .map(response -> arguments(response[0], route, payload, Integer.parseInt(response[1])));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @MethodSource("table")
  void permissionsFollowTheTable(String role, String route, String payload, int status) {
    String before = service.rows();
    Response response = send(route, payload, roles.getOrDefault(role, new String[0]));
    assertEquals(status, response.status(), response.body());
    if (status == 401) {
      response.is(401, DENIED);
      assertEquals("Bearer", response.header("WWW-Authenticate"));
    }
    if (status >= 400) {
      assertEquals(before, service.rows());
    }
    assertEquals("private, no-store", response.header("Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /users", "GET /users/1", "POST /users", "DELETE /users/1"})
  void invalidTokenIsRejectedOnEveryRoute(String route) {
    String payload = route.startsWith("POST") ? "{" : "";
    send(route, payload, bearer("rubbish")).is(401, INVALID_TOKEN);
    send(route, payload, new String[] {"Authorization", "Basic x"}).is(401, INVALID_TOKEN);
    service.execute("update users set active = false where id = 3");
    send(route, payload, roles.getOrDefault("root", new String[0])).is(401, REJECTED_USER);
    service.execute("delete from users where id = 3");
    send(route, payload, roles.getOrDefault("root", new String[0])).is(401, REJECTED_USER);
  }

  @Test
  void demotedAdminLosesPermissionAtOnce() {
    service.execute("update users set admin = false where id = 3");
    send("DELETE /users/1", "", roles.getOrDefault("root", new String[0])).is(401, DENIED);
  }

  @Test
  void onlyAdminsSeeEmailsAndFlagsInTheList() {
    service.execute("delete from users where id <> 3");
    String start = "{\"status\":\"success\",\"data\":{\"users\":[{\"id\":3,\"username\":\"root\",";
    String time = "\"created_at\":\"TIME\"";
    String end = time + "}]}}";
    assertEquals(start + end, service.get("/users").plain());
    assertEquals(
        start
            + "\"email\":\"root@example.com\",\"active\":true,\"admin\":true,"
            + time
            + ",\"teacher\":false,\"email_confirmed\":false}]}}",
        service.get("/users", roles.getOrDefault("root", new String[0])).plain());
    service.execute("update users set admin = false where id = 3");
    assertEquals(
        start + end, service.get("/users", roles.getOrDefault("root", new String[0])).plain());
  }

  @Test
  void lastAdminCannotBeRemovedOrDemoted() {
    String rejection =
        "{\"status\":\"fail\",\"message\":\"The last admin cannot be demoted, deactivated or"
            + " removed.\",\"code\":\"last_admin\"}";
    String[] root = roles.getOrDefault("root", new String[0]);
    String payload = "{\"username\":\"root\",\"email\":\"root@example.com\",%s}";
    send("DELETE /users/3", "", root).is(400, rejection);
    send("PUT /users/3", payload.formatted("\"admin\":false"), root).is(400, rejection);
    send("PUT /users/3", payload.formatted("\"active\":false"), root).is(400, rejection);
    service.execute("update users set admin = true where id = 1");
    assertEquals(200, send("PUT /users/3", payload.formatted("\"admin\":false"), root).status());
  }

  @Test
  void changingTheEmailRequiresThePassword() {
    String[] ada = roles.getOrDefault("ada", new String[0]);
    String payload = "{\"username\":\"ada\",\"email\":\"%s@example.com\"%s}";
    send("PUT /users/1", payload.formatted("new", ""), ada)
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/current_password\","
                + "\"message\":\"is required to change the email\"}]}");
    String wrong = ",\"current_password\":\"wrong horse\"";
    for (String email : new String[] {"new", "bob"}) {
      send("PUT /users/1", payload.formatted(email, wrong), ada)
          .is(
              400,
              "{\"status\":\"fail\",\"message\":\"Sorry. That is not your password.\","
                  + "\"code\":\"wrong_password\"}");
    }
    String right = ",\"current_password\":\"correct horse\"";
    assertEquals(400, send("PUT /users/1", payload.formatted("bob", right), ada).status());
    assertEquals(200, send("PUT /users/1", payload.formatted("new", right), ada).status());
    String[] root = roles.getOrDefault("root", new String[0]);
    send("PUT /users/3", payload.replace("ada", "root").formatted("chief", wrong), root)
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Sorry. That is not your password.\","
                + "\"code\":\"wrong_password\"}");
  }

  @Test
  void firstAdminComesFromTheSettings() {
    String[] settings = {
      "DATABASE_URL",
      service.databaseUrl(),
      "USERS_ADMIN_EMAIL",
      "chief@example.com",
      "USERS_ADMIN_PASSWORD",
      "configured horse"
    };
    String credentials = "{\"email\":\"chief@example.com\",\"password\":\"configured horse\"}";
    String token;
    try (UsersTestServer first = UsersTestServer.start(settings)) {
      token = first.post("/auth/login", credentials).token();
      assertEquals(
          "admin t",
          first.value(
              "select concat_ws(' ', username, admin) from users"
                  + " where email = 'chief@example.com'"));
    }
    settings[5] = "another horse";
    try (UsersTestServer second = UsersTestServer.start(settings)) {
      assertEquals(200, second.status(token).status());
      assertEquals(200, second.post("/auth/login", credentials).status());
    }
  }

  @Test
  void usernameEqualToTheAdminEmailDoesNotStopTheStart() {
    service.execute(
        "insert into users (username, email) values"
            + " ('boss@example.com', 'x@example.com'), ('Admin', 'y@example.com')");
    try (UsersTestServer first =
        UsersTestServer.start(
            "DATABASE_URL",
            service.databaseUrl(),
            "USERS_ADMIN_EMAIL",
            "boss@example.com",
            "USERS_ADMIN_PASSWORD",
            "configured horse")) {
      String credentials = "{\"email\":\"boss@example.com\",\"password\":\"configured horse\"}";
      assertEquals(200, first.post("/auth/login", credentials).status());
    }
  }

  private static Response send(String route, String payload, String[] headers) {
    String path = route.substring(route.indexOf(' ') + 1);
    return switch (route.substring(0, route.indexOf(' '))) {
      case "GET" -> service.get(path, headers);
      case "DELETE" -> service.delete(path, headers);
      case "PUT" -> service.put(path, payload, headers);
      default -> service.post(path, payload, headers);
    };
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
