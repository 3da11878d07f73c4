package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import dev.scores.users.UsersTestServer.Response;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Additional members of a payload, named like columns, contract members or Java properties, never
 * reach a row. Their values would be valid. Ada is user 1; root, an admin, is user 2.
 */
class UsersMassAssignmentTest {

  /** All but the three flags that an admin may set in an update. */
  private static final String MORE =
      "\"id\":4711,\"user_id\":2,\"userId\":2,\"password_hash\":\"$argon2id$v=19$x\",\"passwordHash\":\"x\","
          + "\"token_generation\":99,\"tokenGeneration\":99,\"created_at\":\"2000-01-01T00:00:00.000000Z\","
          + "\"createdAt\":\"2000-01-01T00:00:00Z\",\"is_admin\":true,\"isAdmin\":true,\"role\":\"admin\","
          + "\"roles\":[\"admin\"],\"class\":{},\"__proto__\":{\"admin\":true}";

  private static final String FLAGS = MORE + ",\"admin\":true,\"active\":false,\"teacher\":true";

  private static UsersTestServer service;
  private static UsersTestServer open;
  private static String ada = "";
  private static String root = "";

  @BeforeAll
  static void start() {
    service =
        UsersTestServer.start(
            "USERS_ACCESS", "admin", "LOGIN_RATE_LIMIT", "0", "SMTP_URL", "smtp://127.0.0.1:1");
    open = UsersTestServer.start("DATABASE_URL", service.databaseUrl(), "USERS_ACCESS", "open");
    ada = service.register("ada");
    root = service.register("root");
    service.execute("update users set admin = true where username = 'root'");
    service.execute(
        "create table users_before as select * from users;"
            + " create table sessions_before as select * from sessions");
  }

  @AfterAll
  static void stop() {
    open.close();
    service.close();
  }

  @BeforeEach
  void restoreUsers() {
    service.execute(
        "truncate users cascade; insert into users overriding system value select * from users_before;"
            + " insert into sessions select * from sessions_before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/register", "/api/register", "/users"})
  void registrationIgnoresOtherMembers(String path) {
    Response response =
        service.post(
            path,
            "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"password\":\"correct horse\","
                + FLAGS
                + "}",
            bearer(root));
    assertEquals(201, response.status(), response.body());
    assertEquals(
        "t eve eve@example.com t t f f t t",
        service.value(
            "select concat_ws(' ', id between 3 and 99, username, email,"
                + " password_hash like '$argon2id$%$%$%$%', active, admin,"
                + " teacher, created_at > now() - interval '1 day', token_generation <> 99)"
                + " from users where username = 'eve'"));
    service.execute("delete from users where username = 'eve'");
    assertEquals(before(), service.rows());
  }

  @Test
  void selfUpdateChangesOnlyNames() {
    Response response =
        service.put(
            "/users/1",
            "{\"username\":\"adas\",\"email\":\"adas@example.com\","
                + "\"current_password\":\"correct horse\","
                + MORE
                + "}",
            bearer(ada));
    assertEquals(200, response.status(), response.body());
    service.execute(
        "update users set username = 'ada', email = 'ada@example.com' where username = 'adas'");
    assertEquals(before(), service.rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"admin\":true", "\"active\":false", "\"admin\":false", "\"teacher\":true"})
  void onlyAdminsSetFlagsAlsoWithOpenAccess(String flag) {
    String payload = "{\"username\":\"adas\",\"email\":\"adas@example.com\"," + flag + "}";
    assertEquals(401, service.put("/users/1", payload, bearer(ada)).status());
    assertEquals(401, open.put("/users/1", payload, bearer(ada)).status());
    assertEquals(401, open.put("/users/1", payload).status());
    assertEquals(before(), service.rows());
  }

  @Test
  void adminUpdateChangesOnlyNamesAndFlags() {
    Response response =
        service.put(
            "/users/1",
            "{\"username\":\"ada\",\"email\":\"ada@example.com\"," + FLAGS + "}",
            bearer(root));
    assertEquals(200, response.status(), response.body());
    assertEquals(
        "t f t",
        service.value("select concat_ws(' ', admin, active, teacher) from users where id = 1"));
    assertEquals("1", generationsSinceBefore());
    service.execute(
        "update users u set admin = false, active = true, teacher = false, token_generation = b.token_generation"
            + " from users_before b where u.id = 1 and b.id = 1");
    assertEquals(before(), service.rows());
  }

  @Test
  void passwordChangeChangesNothingElse() {
    Response response =
        service.put(
            "/auth/password",
            "{\"old\":\"correct horse\",\"new\":\"another horse\"," + FLAGS + "}",
            bearer(ada));
    assertEquals(200, response.status(), response.body());
    assertEquals("1", generationsSinceBefore());
    service.execute(
        "update users u set token_generation = b.token_generation, password_hash = b.password_hash"
            + " from users_before b where u.id = 1 and b.id = 1");
    assertEquals(before(), service.rows());
  }

  @Test
  void tokensOfMailsChangeOnlyWhatTheyAreFor() {
    String reset = "{\"email\":\"ada@example.com\"," + FLAGS + "}";
    assertEquals(202, service.post("/auth/password-reset", reset).status());
    assertEquals(before(), service.rows());
    service.execute(
        "insert into mail_tokens select sha256('confirm'), id, 'EMAIL_CONFIRMATION',"
            + " token_generation, email, now(), now() + interval '1 hour' from users where id = 1;"
            + " insert into mail_tokens select sha256('reset'), user_id, 'PASSWORD_RESET',"
            + " token_generation, email, created_at, expires_at from mail_tokens"
            + " where digest = sha256('confirm')");
    String confirmation = "{\"token\":\"confirm\"," + FLAGS + "}";
    assertEquals(200, service.post("/auth/email-confirmation/confirm", confirmation).status());
    service.execute("update users set email_confirmed = false where id = 1");
    assertEquals(before(), service.rows());
    String password = "{\"token\":\"reset\",\"password\":\"another horse\"," + FLAGS + "}";
    assertEquals(200, service.post("/auth/password-reset/confirm", password).status());
    assertEquals("1", generationsSinceBefore());
    service.execute(
        "update users u set token_generation = b.token_generation,"
            + " password_hash = b.password_hash, email_confirmed = false"
            + " from users_before b where u.id = 1 and b.id = 1");
    assertEquals(before(), service.rows());
  }

  @Test
  void removalRemovesOnlyTheCaller() {
    Response response =
        service.post(
            "/auth/remove-account", "{\"password\":\"correct horse\"," + FLAGS + "}", bearer(ada));
    assertEquals(200, response.status(), response.body());
    service.execute(
        "insert into users overriding system value select * from users_before where id = 1");
    assertEquals(before(), service.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/login", "/api/login"})
  void loginChangesNothing(String path) {
    Response response =
        service.post(
            path, "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"," + FLAGS + "}");
    assertEquals(200, response.status(), response.body());
    assertEquals(before(), service.rows());
  }

  @Test
  void serviceAccountHasOnlyItsNameAndScopes() {
    Response response =
        service.post(
            "/service-accounts",
            "{\"name\":\"grader\",\"scopes\":[\"scores:write\"],\"client_id\":\"sa_BBBBBBBBBBBBBBBBBBBBBB\","
                + "\"client_secret\":\"x\",\"secret_hash\":\"x\",\"rotated_at\":\"2000-01-01T00:00:00Z\","
                + "\"last_used_at\":\"2000-01-01T00:00:00Z\","
                + FLAGS
                + "}",
            bearer(root));
    assertEquals(201, response.status(), response.body());
    assertEquals(
        "grader {scores:write} t t",
        service.value(
            "select concat_ws(' ', name, scopes, client_id <> 'sa_BBBBBBBBBBBBBBBBBBBBBB',"
                + " created_at > now() - interval '1 day', rotated_at, last_used_at)"
                + " from service_accounts where name = 'grader'"));
    assertEquals(before(), service.rows());
  }

  @Test
  void tokenRequestIgnoresOtherParameters() {
    String client = service.createClient(root, "scores:write");
    Response response =
        service.grant(
            "grant_type=client_credentials&client_id=sa_BBBBBBBBBBBBBBBBBBBBBB&sub=1&admin=true"
                + "&scopes=users:read&aud=x&exp=9999999999",
            "Authorization",
            client);
    assertEquals(200, response.status(), response.body());
    assertTrue(response.body().contains("\"scope\":\"scores:write\""), response.body());
    assertEquals(before(), service.rows());
  }

  /** A new operation with a payload needs a test above. */
  @Test
  void everyOperationWithAPayloadIsTested() {
    Set<String> operations =
        Contract.read("openapi/users.yaml").operations().stream()
            .filter(Operation::hasPayload)
            .map(Operation::id)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "addUser",
            "updateUser",
            "createServiceAccount",
            "issueToken",
            "registerInEnvelope",
            "logInInEnvelope",
            "changePassword",
            "removeAccount",
            "requestPasswordReset",
            "resetPassword",
            "confirmEmail",
            "register",
            "logIn"),
        operations);
  }

  private static String generationsSinceBefore() {
    return service.value(
        "select u.token_generation - b.token_generation from users u join users_before b using (id)"
            + " where id = 1");
  }

  private static String before() {
    return service.value("select string_agg(u::text, ';' order by id) from users_before u");
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
