package dev.scores.users;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scores.chassis.lists.CursorText;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import dev.scores.users.UsersTestServer.Response;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error example of each operation is the service's response, in both formats. */
class UsersContractFailuresTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String JSON_TYPE = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PROBLEM = "application/problem+json";

  /** Operations that need no database; the chassis tests their internal errors. */
  private static final Set<String> WITHOUT_DATABASE =
      Set.of("ping", "listKeys", "getAuthorizationServer");

  /** Operations on the caller's own account, which a service account may not call. */
  private static final Set<String> OF_USERS =
      Set.of(
          "logOut",
          "logOutByGet",
          "changePassword",
          "getProtected",
          "listSessions",
          "endSessions",
          "endSession",
          "removeAccount",
          "requestEmailConfirmation");

  /**
   * Codes that other tests cover: AuthStatusTest forges an expired token, OAuthMetadataTest starts
   * the service without PUBLIC_URL.
   */
  private static final Set<String> COVERED_ELSEWHERE = Set.of("expired_token", "not_found");

  /** A removal in the year 1970. */
  private static final String CURSOR_OF_ANOTHER_LOG =
      CursorText.of(
          ByteBuffer.allocate(20).putLong(1).putInt(1).putLong(0).array(), "removals cursor 1 ");

  /** An unreachable mail server: mails fail later. */
  private static final String SMTP = "smtp://127.0.0.1:1";

  /** More than an address may make. */
  private static final int ATTEMPTS = 12;

  private static UsersTestServer service;
  private static UsersTestServer limited;
  private static UsersTestServer withoutMail;
  private static UsersTestServer withoutDatabase;
  private static UsersTestServer broken;

  /** The responses without a database. They are requested at once because each takes a second. */
  private static final Map<String, CompletableFuture<Response>> UNAVAILABLE = new HashMap<>();

  private static String bob = "";
  private static String root = "";
  private static String gone = "";
  private static String client = "";
  private static String clientToken = "";

  /** An error example in the format of RFC 9457, which always has a code. */
  record Example(Operation operation, int status, String key, JsonNode problem) {

    String code() {
      return problem.get("code").asText();
    }

    /** The position of the first error. */
    String pointer() {
      return problem.at("/errors/0/pointer").asText();
    }

    @Override
    public String toString() {
      return (operation.id() + " " + status + " " + code() + " " + key).strip();
    }
  }

  @BeforeAll
  static void start() {
    service =
        UsersTestServer.start("USERS_ACCESS", "admin", "LOGIN_RATE_LIMIT", "0", "SMTP_URL", SMTP);
    service.register("ada");
    bob = service.register("bob");
    root = service.register("root");
    gone = service.register("gone");
    service.execute("update users set admin = true where username = 'root'");
    service.execute("update users set active = false where username = 'gone'");
    client = service.createClient(root, "scores:write");
    clientToken = service.clientToken(root, "scores:write");
    limited =
        UsersTestServer.start(
            "DATABASE_URL",
            service.databaseUrl(),
            "USERS_ACCESS",
            "admin",
            "LOGIN_RATE_LIMIT",
            "1",
            "SMTP_URL",
            SMTP);
    withoutMail =
        UsersTestServer.start("DATABASE_URL", service.databaseUrl(), "USERS_ACCESS", "admin");
    withoutDatabase =
        UsersTestServer.start(
            "DATABASE_URL",
            "postgres://nobody:no@127.0.0.1:1/no",
            "MIGRATE_ON_START",
            "false",
            "SMTP_URL",
            SMTP);
    broken =
        UsersTestServer.start(
            "DATABASE_URL", service.urlOfFaults(), "MIGRATE_ON_START", "false", "SMTP_URL", SMTP);
    examples().stream()
        .filter(example -> example.code().equals("service_unavailable"))
        .forEach(UsersContractFailuresTest::requestWithoutDatabase);
  }

  private static void requestWithoutDatabase(Example example) {
    for (String format : List.of(PROBLEM, JSON_TYPE)) {
      UNAVAILABLE.put(
          example + format,
          withoutDatabase.sendAsync(
              request(
                  withoutDatabase,
                  example,
                  format,
                  example.operation().examplePath(),
                  root,
                  encoded(example.operation()))));
    }
  }

  @AfterAll
  static void stop() {
    Stream.of(service, limited, withoutMail, withoutDatabase, broken)
        .forEach(UsersTestServer::close);
  }

  static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (Operation operation : Contract.read("openapi/users.yaml").operations()) {
      for (int status : operation.statuses()) {
        operation
            .responseExamples(status, PROBLEM)
            .forEach((key, problem) -> examples.add(new Example(operation, status, key, problem)));
      }
    }
    examples.removeIf(
        one ->
            (WITHOUT_DATABASE.contains(one.operation().id()) && one.status() == 500)
                || COVERED_ELSEWHERE.contains(one.code())
                || isBurst(one));
    return examples;
  }

  /** Whether it is the response to a burst of hashes, which HashingOverloadTest covers. */
  private static boolean isBurst(Example one) {
    return one.operation().id().equals("addUser") && one.status() == 429;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void errorExamplesAreTheResponses(Example example) throws IOException {
    Response problem = provoke(example, PROBLEM);
    assertEquals(example.status(), problem.status(), problem.toString());
    assertEquals(ofThisPayload(example, example.problem()), JSON.readTree(problem.body()));
    Response plain = provoke(example, JSON_TYPE);
    assertEquals(example.status(), plain.status(), plain.toString());
    List<JsonNode> examples = new ArrayList<>();
    for (JsonNode one :
        example.operation().responseExamples(example.status(), JSON_TYPE).values()) {
      examples.add(ofThisPayload(example, one));
    }
    assertTrue(
        examples.contains(JSON.readTree(plain.body())),
        plain.body() + " is not one of " + examples);
  }

  /** The shared example names the email; some payloads have none. */
  private static JsonNode ofThisPayload(Example example, JsonNode shared) throws IOException {
    return JSON.readTree(
        shared.toString().replace("/email", "/" + firstMember(example.operation())));
  }

  private static String firstMember(Operation operation) {
    return switch (operation.id()) {
      case "changePassword" -> "old";
      case "createServiceAccount" -> "name";
      case "removeAccount" -> "password";
      case "resetPassword", "confirmEmail" -> "token";
      default -> "email";
    };
  }

  /** Provokes an error of the token endpoint. */
  private static Response provokeGrant(Example example, String format) {
    String credentials = "grant_type=client_credentials";
    String detail = example.problem().get("detail").asText();
    return switch (example.code()) {
      case "invalid_grant" ->
          grant(service, format, "grant_type=refresh_token&refresh_token=x", client);
      case "unsupported_grant_type" -> grant(service, format, "grant_type=password", client);
      case "invalid_scope" -> grant(service, format, credentials + "&scope=users:read", client);
      case "invalid_client" ->
          detail.startsWith("Auth")
              ? grant(service, format, credentials, "")
              : grant(service, format, credentials, client + "AAAA");
      case "invalid_parameter" ->
          grant(service, format, "/oauth/token?lmit=0", FORM, credentials, client);
      case "payload_too_large" ->
          grant(service, format, credentials + "&x=" + "x".repeat(131_072), client);
      case "too_many_attempts" -> {
        grant(limited, format, credentials, client);
        yield grant(limited, format, credentials, client);
      }
      case "internal_error" -> grant(broken, format, credentials, client);
      case "service_unavailable" ->
          requireNonNull(UNAVAILABLE.get(example + format), example.toString()).join();
      case "invalid_request" ->
          switch (example.key()) {
            case "repeated" -> grant(service, format, credentials + "&" + credentials, client);
            case "noGrantType" -> grant(service, format, "scope=users:read", client);
            default -> grant(service, format, "/oauth/token", JSON_TYPE, credentials, client);
          };
      default -> throw new IllegalStateException("no case provokes " + example);
    };
  }

  private static Response grant(
      UsersTestServer target, String format, String form, String authorization) {
    return grant(target, format, "/oauth/token", FORM, form, authorization);
  }

  private static Response grant(
      UsersTestServer target,
      String format,
      String path,
      String type,
      String form,
      String authorization) {
    List<String> headers = new ArrayList<>(List.of("Accept", format, "Content-Type", type));
    if (!authorization.isEmpty()) {
      headers.addAll(List.of("Authorization", authorization));
    }
    return target.send(
        target.request(
            "POST", path, BodyPublishers.ofString(form), headers.toArray(String[]::new)));
  }

  private static Response provoke(Example example, String format) {
    Operation operation = example.operation();
    String path = operation.examplePath();
    if (operation.id().equals("issueToken")) {
      return provokeGrant(example, format);
    }
    return switch (example.code()) {
      case "invalid_parameter" ->
          send(service, example, format, path + "?" + example.pointer() + "=0", root);
      case "invalid_payload" -> send(service, example, format, path, root, with(operation, 1));
      case "email_already_exists" ->
          send(service, example, format, path, root, named("new", "bob@example.com"));
      case "username_already_exists" ->
          send(service, example, format, path, root, named("bob", "new@example.com"));
      case "user_does_not_exist" ->
          operation.id().equals("logInInEnvelope")
              ? send(service, example, format, path, "", with(operation, "unknown@example.com"))
              : send(service, example, format, "/users/blah", root);
      case "wrong_password", "invalid_credentials" ->
          operation.id().equals("updateUser")
              ? send(
                  service,
                  example,
                  format,
                  "/users/3",
                  root,
                  root("new", "\"current_password\":\"no\""))
              : send(service, example, format, path, root, wrong(operation));
      case "gone" -> send(service, example, format, path + "?after=" + CURSOR_OF_ANOTHER_LOG, "");
      case "last_admin" ->
          operation.id().equals("removeAccount")
              ? send(service, example, format, path, root, "{\"password\":\"correct horse\"}")
              : send(service, example, format, "/users/3", root, root("root", "\"admin\":false"));
      case "service_account_does_not_exist" -> send(service, example, format, path, root);
      case "mail_not_configured" -> send(withoutMail, example, format, path, root);
      case "token_required" -> send(service, example, format, path, "");
      case "permission_denied" ->
          send(
              service,
              example,
              format,
              path,
              OF_USERS.contains(operation.id()) ? clientToken : bob);
      case "invalid_token" -> send(service, example, format, path, "rubbish");
      case "user_refused" -> send(service, example, format, path, gone);
      case "payload_too_large" ->
          send(service, example, format, path, root, " ".repeat(131_072) + payload(operation));
      case "service_unavailable" ->
          requireNonNull(UNAVAILABLE.get(example + format), example.toString()).join();
      case "internal_error" -> send(broken, example, format, path, root);
      case "too_many_attempts" -> {
        boolean isUpdate = operation.id().equals("updateUser");
        String at = isUpdate ? "/users/3" : path;
        String payload = isUpdate ? root("new", "\"current_password\":\"no\"") : wrong(operation);
        for (int i = 1; i < ATTEMPTS; i++) {
          send(limited, example, format, at, root, payload);
        }
        yield send(limited, example, format, at, root, payload);
      }
      case "unsupported_media_type",
          "user_already_exists",
          "session_does_not_exist",
          "invalid_mail_token" ->
          send(service, example, format, path, root);
      default -> throw new IllegalStateException("no case provokes " + example);
    };
  }

  private static ObjectNode payload(Operation operation) {
    return operation.hasPayload()
        ? operation.payloads().values().iterator().next().deepCopy()
        : JSON.createObjectNode();
  }

  private static String encoded(Operation operation) {
    return operation.hasPayload() ? operation.encoded(payload(operation)) : "{}";
  }

  private static String with(Operation operation, int email) {
    return payload(operation).put(firstMember(operation), email).toString();
  }

  private static String with(Operation operation, String email) {
    return payload(operation).put("email", email).toString();
  }

  private static String wrong(Operation operation) {
    ObjectNode payload = payload(operation);
    return payload.put(payload.has("old") ? "old" : "password", "not this one").toString();
  }

  private static String root(String email, String more) {
    return "{\"username\":\"root\",\"email\":\"%s@example.com\",%s}".formatted(email, more);
  }

  private static String named(String username, String email) {
    return JSON.createObjectNode().put("username", username).put("email", email).toString();
  }

  private static Response send(
      UsersTestServer target, Example example, String format, String path, String token) {
    return send(target, example, format, path, token, payload(example.operation()).toString());
  }

  private static Response send(
      UsersTestServer target,
      Example example,
      String format,
      String path,
      String token,
      String payload) {
    return target.send(request(target, example, format, path, token, payload));
  }

  private static HttpRequest request(
      UsersTestServer target,
      Example example,
      String format,
      String path,
      String token,
      String payload) {
    Operation operation = example.operation();
    List<String> headers = new ArrayList<>(List.of("Accept", format));
    if (!operation.isPublic() && !token.isEmpty()) {
      boolean isGrant = operation.id().equals("issueToken");
      headers.addAll(List.of("Authorization", isGrant ? client : "Bearer " + token));
    }
    if (operation.hasPayload()) {
      boolean isOdd = example.code().equals("unsupported_media_type");
      headers.addAll(List.of("Content-Type", isOdd ? "text/plain" : operation.payloadType()));
    }
    return target.request(
        operation.method(),
        path,
        operation.hasPayload() ? BodyPublishers.ofString(payload) : BodyPublishers.noBody(),
        headers.toArray(String[]::new));
  }
}
