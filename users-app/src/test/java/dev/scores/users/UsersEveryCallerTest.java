package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.contract.AccessTable;
import dev.scores.contract.Contract;
import dev.scores.users.UsersTestServer.Response;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the contract by every kind of caller, with {@code USERS_ACCESS} {@code admin}
 * and {@code open}. The operations concern the owner, ada, who is user 1. The inactive user has a
 * token from before the deactivation.
 */
class UsersEveryCallerTest {

  /** The word after a status is a key of {@link #MESSAGES}. */
  private static final String ADMIN =
      """
      operation          | none         | bad          | inactive     | other        | owner        | admin
      listUsers          | 200          | 401 invalid  | 401 rejected | 200          | 200          | 200
      addUser            | 401 denied   | 401 invalid  | 401 rejected | 401 denied   | 401 denied   | 201 added
      getUser            | 401 denied   | 401 invalid  | 401 rejected | 401 denied   | 200          | 200
      updateUser         | 401 denied   | 401 invalid  | 401 rejected | 401 denied   | 200 updated  | 200 updated
      removeUser         | 401 denied   | 401 invalid  | 401 rejected | 401 denied   | 401 denied   | 200 removed
      exportUser         | 401 denied   | 401 invalid  | 401 rejected | 401 denied   | 200          | 200
      registerInEnvelope | 201 joined   | 201 joined   | 201 joined   | 201 joined   | 201 joined   | 201 joined
      logInInEnvelope    | 200 in       | 200 in       | 200 in       | 200 in       | 200 in       | 200 in
      authStatus         | 403 required | 401 invalid  | 401 rejected | 200          | 200          | 200
      logOutByGet        | 403 required | 401 invalid  | 401 rejected | 200 out      | 200 out      | 200 out
      logOut             | 403 required | 401 invalid  | 401 rejected | 200 out      | 200 out      | 200 out
      changePassword     | 403 required | 401 invalid  | 401 rejected | 400 wrong    | 200 changed  | 400 wrong
      listSessions       | 403 required | 401 invalid  | 401 rejected | 200          | 200          | 200
      endSessions        | 403 required | 401 invalid  | 401 rejected | 200 ended    | 200 ended    | 200 ended
      endSession         | 403 required | 401 invalid  | 401 rejected | 404 unknown  | 200 end      | 404 unknown
      removeAccount      | 403 required | 401 invalid  | 401 rejected | 400 wrong    | 200 removed  | 400 wrong
      register           | 201          | 201          | 201          | 201          | 201          | 201
      logIn              | 200          | 200          | 200          | 200          | 200          | 200
      getProtected       | 401 required | 401 invalid  | 401 rejected | 200 bob      | 200 ada      | 200 root
      listKeys           | 200          | 200          | 200          | 200          | 200          | 200
      listRemovals       | 200          | 200          | 200          | 200          | 200          | 200
      ping               | 200 pong     | 200 pong     | 200 pong     | 200 pong     | 200 pong     | 200 pong
      """;

  /** With open access the operations on users need no token and ignore invalid ones. */
  private static final String OPEN =
      """
      operation          | none         | bad          | inactive     | other        | owner        | admin
      listUsers          | 200          | 200          | 200          | 200          | 200          | 200
      addUser            | 201 added    | 201 added    | 201 added    | 201 added    | 201 added    | 201 added
      getUser            | 200          | 200          | 200          | 200          | 200          | 200
      updateUser         | 200 updated  | 200 updated  | 200 updated  | 200 updated  | 200 updated  | 200 updated
      removeUser         | 200 removed  | 200 removed  | 200 removed  | 200 removed  | 200 removed  | 200 removed
      exportUser         | 401 denied   | 401 denied   | 401 denied   | 401 denied   | 200          | 200
      """
          // The other operations do not depend on USERS_ACCESS.
          + ADMIN.substring(ADMIN.indexOf("registerInEnvelope"));

  private static final Map<String, String> MESSAGES =
      Map.ofEntries(
          Map.entry("denied", "You do not have permission to do that."),
          Map.entry("required", "Provide a valid auth token."),
          Map.entry("invalid", "Invalid token. Please log in again."),
          Map.entry("rejected", "Something went wrong. Please contact us."),
          Map.entry("added", "eve@example.com was added!"),
          Map.entry("updated", "1 was updated!"),
          Map.entry("removed", "ada@example.com was removed!"),
          Map.entry("joined", "Successfully registered."),
          Map.entry("in", "Successfully logged in."),
          Map.entry("out", "Successfully logged out."),
          Map.entry("ended", "All sessions were ended."),
          Map.entry("end", "The session was ended."),
          Map.entry("unknown", "Session does not exist."),
          Map.entry("wrong", "Sorry. That is not your password."),
          Map.entry("changed", "Password was changed!"),
          Map.entry("ada", "Hello, ada!"),
          Map.entry("bob", "Hello, bob!"),
          Map.entry("root", "Hello, root!"),
          Map.entry("pong", "pong!"));

  private static final Map<String, String> PAYLOADS =
      Map.of(
          "addUser", "{\"username\":\"eve\",\"email\":\"eve@example.com\"}",
          "updateUser",
              "{\"username\":\"ada\",\"email\":\"new@example.com\","
                  + "\"current_password\":\"correct horse\"}",
          "registerInEnvelope", account("eve"),
          "register", account("eve"),
          "logInInEnvelope", "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}",
          "logIn", "{\"username\":\"ada\",\"password\":\"correct horse\"}",
          "removeAccount", "{\"password\":\"correct horse\"}",
          "changePassword", "{\"old\":\"correct horse\",\"new\":\"another horse\"}");

  private static final Map<String, String> TOKENS = new HashMap<>(Map.of("bad", "rubbish"));

  private static String session = "";
  private static Connection database;
  private static UsersTestServer admin;
  private static UsersTestServer open;

  @BeforeAll
  static void start() throws SQLException {
    admin = UsersTestServer.start("USERS_ACCESS", "admin", "LOGIN_RATE_LIMIT", "0");
    open =
        UsersTestServer.start(
            "DATABASE_URL", admin.databaseUrl(), "USERS_ACCESS", "open", "LOGIN_RATE_LIMIT", "0");
    for (String name : List.of("ada", "bob", "root", "gone")) {
      TOKENS.put(name, admin.register(name));
    }
    admin.execute("update users set admin = true where username = 'root'");
    admin.execute("update users set active = false where username = 'gone'");
    // So that a payload with ada's password is wrong for the other accounts.
    admin.execute("update users set password_hash = null where username in ('bob', 'root')");
    admin.execute("create table users_before as select * from users");
    admin.execute("create table sessions_before as select * from sessions");
    session = admin.value("select id from sessions where user_id = 1");
    database = admin.connect();
  }

  @AfterAll
  static void stop() throws SQLException {
    database.close();
    open.close();
    admin.close();
  }

  @BeforeEach
  void restoreUsers() throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "delete from users; delete from revoked_tokens;"
              + " insert into users overriding system value select * from users_before;"
              + " insert into sessions select * from sessions_before");
    }
  }

  static List<AccessTable.Case> casesWhereItTakesAnAdmin() {
    return AccessTable.of(Contract.read("openapi/users.yaml"), ADMIN).cases();
  }

  /** Without operations that hash a password: they are slow and do not depend on the caller. */
  static List<AccessTable.Case> casesWhereUsersAreOpen() {
    return AccessTable.of(Contract.read("openapi/users.yaml"), OPEN).cases().stream()
        .filter(one -> !one.operation().hasPayload() || one.operation().path().startsWith("/u"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWhereItTakesAnAdmin")
  void responsesFollowTheTableOfCallers(AccessTable.Case one) {
    assertResponse(one, admin);
    if (!List.of("owner", "admin").contains(one.caller())) {
      assertTrue(stored().contains("(1,ada,ada@example.com,"), one::toString);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWhereUsersAreOpen")
  void openAccessOpensOnlyWritesOfUsers(AccessTable.Case one) {
    assertResponse(one, open);
  }

  static List<AccessTable.Case> casesOfGet() {
    return casesWhereItTakesAnAdmin().stream()
        .filter(one -> one.operation().method().equals("GET"))
        .toList();
  }

  /** HEAD has the same access rules as GET; {@code HEAD /auth/logout} does not log out. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("casesOfGet")
  void headReturnsTheStatusOfGet(AccessTable.Case one) {
    int status = one.operation().id().equals("logOutByGet") ? 405 : one.status();
    assertEquals(status, send(admin, "HEAD", one).status());
  }

  private static void assertResponse(AccessTable.Case one, UsersTestServer service) {
    String before = stored();
    Response response = send(service, one.operation().method(), one);
    assertEquals(one.status(), response.status(), response.body());
    if (!one.note().isEmpty()) {
      String message = "\"message\":\"" + MESSAGES.get(one.note()) + "\"";
      assertTrue(response.body().contains(message), response.body());
    }
    assertEquals(one.status() == 401 ? "Bearer" : "", response.header("WWW-Authenticate"));
    if (one.status() >= 400) {
      assertEquals(before, stored());
    }
  }

  /** Uses one connection for all cases, because connecting takes longer than the query. */
  private static String stored() {
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select concat((select string_agg(u::text, ';' order by id) from users u),"
                    + " (select string_agg(r::text, ';' order by id) from revoked_tokens r),"
                    + " (select string_agg(s::text, ';' order by id) from sessions s))")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static Response send(UsersTestServer service, String method, AccessTable.Case one) {
    String payload = PAYLOADS.getOrDefault(one.operation().id(), "");
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    String token =
        switch (one.caller()) {
          case "owner" -> "ada";
          case "other" -> "bob";
          case "admin" -> "root";
          case "inactive" -> "gone";
          default -> one.caller();
        };
    if (TOKENS.containsKey(token)) {
      headers.addAll(List.of("Authorization", "Bearer " + TOKENS.get(token)));
    }
    BodyPublisher body =
        payload.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(payload);
    String path = one.operation().path().replace("{user_id}", "1").replace("{session_id}", session);
    return service.send(service.request(method, path, body, headers.toArray(String[]::new)));
  }

  private static String account(String name) {
    return "{\"username\":\"%1$s\",\"email\":\"%1$s@example.com\",\"password\":\"correct horse\"}"
        .formatted(name);
  }
}
