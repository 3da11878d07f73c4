package dev.scores.users;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.contract.AccessTable;
import dev.scores.contract.Contract;
import dev.scores.users.UsersTestServer.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the contract by every kind of caller, with {@code USERS_ACCESS} {@code admin}
 * and {@code open}: the tables of {@code docs/permissions.md}. The operations concern ada, who is
 * user 1. The inactive user has a token from before the deactivation.
 */
class UsersEveryCallerTest {

  private static final String ADMIN = table("USERS_ACCESS=admin");

  /** The other operations do not depend on USERS_ACCESS. */
  private static final String OPEN =
      table("USERS_ACCESS=open")
          + ADMIN.lines().skip(7).collect(Collectors.joining("\n", "\n", ""));

  /** What the body contains for each word of the document. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("names", "\"username\":\"ada\",\"created_at\":"),
          Map.entry("emails", "\"username\":\"ada\",\"email\":\"ada@example.com\",\"created_at\":"),
          Map.entry("all", "\"teacher\":false"),
          Map.entry("denied", "\"You do not have permission to do that.\""),
          Map.entry("required", "\"Provide a valid auth token.\""),
          Map.entry("invalid", "\"Invalid token. Please log in again.\""),
          Map.entry("rejected", "\"Something went wrong. Please contact us.\""),
          Map.entry("mail", "\"This service sends no mail.\""),
          Map.entry("wrong", "\"Sorry. That is not your password.\""),
          Map.entry("unknown", "\"Session does not exist.\""),
          Map.entry("client", "\"error\":\"invalid_client\""));

  private static final Map<String, String> PAYLOADS =
      Map.ofEntries(
          Map.entry("addUser", "{\"username\":\"eve\",\"email\":\"eve@example.com\"}"),
          Map.entry(
              "updateUser",
              "{\"username\":\"ada\",\"email\":\"new@example.com\","
                  + "\"current_password\":\"correct horse\"}"),
          Map.entry("registerInEnvelope", account("eve")),
          Map.entry("register", account("eve")),
          Map.entry(
              "logInInEnvelope", "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}"),
          Map.entry("logIn", "{\"username\":\"ada\",\"password\":\"correct horse\"}"),
          Map.entry("removeAccount", "{\"password\":\"correct horse\"}"),
          Map.entry("requestPasswordReset", "{\"email\":\"ada@example.com\"}"),
          Map.entry("resetPassword", "{\"token\":\"x\",\"password\":\"another horse\"}"),
          Map.entry("confirmEmail", "{\"token\":\"x\"}"),
          Map.entry("changePassword", "{\"old\":\"correct horse\",\"new\":\"another horse\"}"),
          Map.entry(
              "createServiceAccount", "{\"name\":\"autograder\",\"scopes\":[\"scores:write\"]}"),
          Map.entry("issueToken", "grant_type=client_credentials"));

  private static final Map<String, String> TOKENS = new HashMap<>(Map.of("invalid", "rubbish"));
  private static final String CLIENT = "sa_4FDxeROp1q1Y6tSWoVcIuw";

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
    for (String name : List.of("ada", "bob", "tina", "root", "gone")) {
      TOKENS.put(name, admin.register(name));
    }
    admin.execute("update users set admin = true where username = 'root'");
    admin.execute("update users set teacher = true where username = 'tina'");
    admin.execute("update users set active = false where username = 'gone'");
    // So that a payload with ada's password is wrong for the other accounts.
    admin.execute(
        "update users set password_hash = null where username in ('bob', 'tina', 'root')");
    for (String scope : List.of("scores:write", "users:read")) {
      TOKENS.put(scope, admin.clientToken(requireNonNull(TOKENS.get("root")), scope));
    }
    admin.execute(
        "insert into service_accounts (client_id, name, secret_hash, scopes, created_at)"
            + " values ('%s', 'victim', sha256('x'), '{scores:write}', now())".formatted(CLIENT));
    admin.execute("create table users_before as select * from users");
    admin.execute("create table accounts_before as select * from service_accounts");
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
              + " insert into sessions select * from sessions_before;"
              + " delete from service_accounts;"
              + " insert into service_accounts select * from accounts_before");
    }
  }

  static List<AccessTable.Case> casesWhereItTakesAnAdmin() {
    return AccessTable.of(Contract.read("openapi/users.yaml"), ADMIN).cases();
  }

  /** Without operations that hash a password: they are slow and do not depend on the caller. */
  static List<AccessTable.Case> casesWhereUsersAreOpen() {
    return AccessTable.of(Contract.read("openapi/users.yaml"), OPEN).cases().stream()
        .filter(
            one ->
                !one.operation().hasPayload()
                    || List.of("users", "serviceAccounts", "oauth").contains(one.operation().tag()))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWhereItTakesAnAdmin")
  void responsesFollowTheTableOfCallers(AccessTable.Case one) {
    assertResponse(one, admin);
    if (!List.of("self", "admin").contains(one.caller())) {
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
      String expected = requireNonNull(WORDS.get(one.note()), one.note());
      assertTrue(response.body().contains(expected), response.body());
    }
    String scheme = one.note().equals("client") ? "Basic realm=\"users\"" : "Bearer";
    assertEquals(one.status() == 401 ? scheme : "", response.header("WWW-Authenticate"));
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
                    + " (select string_agg(s::text, ';' order by id) from sessions s),"
                    + " (select string_agg(s::text, ';' order by s) from service_accounts s))")) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static Response send(UsersTestServer service, String method, AccessTable.Case one) {
    String payload = PAYLOADS.getOrDefault(one.operation().id(), "");
    boolean isForm = one.operation().id().equals("issueToken");
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Content-Type", isForm ? "application/x-www-form-urlencoded" : "application/json"));
    String token =
        switch (one.caller()) {
          case "self" -> "ada";
          case "other" -> "bob";
          case "teacher" -> "tina";
          case "admin" -> "root";
          case "inactive" -> "gone";
          case "client" -> "scores:write";
          case "reader" -> "users:read";
          default -> one.caller();
        };
    if (TOKENS.containsKey(token)) {
      headers.addAll(List.of("Authorization", "Bearer " + TOKENS.get(token)));
    }
    BodyPublisher body =
        payload.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(payload);
    String path =
        one.operation()
            .path()
            .replace("{user_id}", "1")
            .replace("{session_id}", session)
            .replace("{client_id}", CLIENT);
    return service.send(service.request(method, path, body, headers.toArray(String[]::new)));
  }

  private static String account(String name) {
    return "{\"username\":\"%1$s\",\"email\":\"%1$s@example.com\",\"password\":\"correct horse\"}"
        .formatted(name);
  }

  /** The table below the heading with this text, without the frame of Markdown. */
  private static String table(String heading) {
    try {
      String document = Files.readString(Path.of("..", "docs", "permissions.md"));
      String section = document.substring(document.indexOf("`" + heading + "`\n"));
      return section
          .lines()
          .dropWhile(line -> !line.startsWith("| operation"))
          .takeWhile(line -> line.startsWith("|"))
          .filter(line -> !line.startsWith("|:--"))
          .map(line -> line.substring(1, line.length() - 1))
          .collect(Collectors.joining("\n"));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
