package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tables of docs/permissions.md: every operation of the contract, by every kind of caller, with
 * every setting. A read is repeated as HEAD, with conditional headers and in each format; all must
 * have the same outcome. The owner is user 7, whose score for exercise 85 has the id 1.
 */
class PermissionsTest {

  private static final String MESSAGE = "\"message\":\"";

  /** The columns of the tables, with the tokens. */
  private static final List<Map.Entry<String, String>> CALLERS =
      List.of(
          Map.entry("nobody", ""),
          Map.entry("owner", "user-7"),
          Map.entry("learner", "user-8"),
          Map.entry("teacher", "teacher-9"),
          Map.entry("grader", "grader"),
          Map.entry("program", "program"));

  /** A line of a table. */
  private record Line(String label, Operation operation, boolean isForOthers) {}

  private static UsersStub users;
  private static ScoresService first;
  private static HttpClient streams;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    first = ScoresService.start(users);
    streams = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    streams.close();
    first.close();
    users.close();
  }

  @ParameterizedTest
  @CsvSource({
    "public, learners",
    "public, graders",
    "members, learners",
    "members, graders",
    "private, learners",
    "private, graders"
  })
  void permissionsAreThoseOfTheDocument(String reads, String writes)
      throws IOException, InterruptedException {
    try (ScoresService service =
        ScoresService.start(
            users,
            "DATABASE_URL",
            first.databaseUrl(),
            "SCORES_READS",
            reads,
            "SCORES_WRITES",
            writes)) {
      Predicate<Line> isRead = line -> line.operation().method().equals("GET");
      assertEquals(documented("SCORES_READS=" + reads), executed(service, isRead));
      assertEquals(documented("SCORES_WRITES=" + writes), executed(service, isRead.negate()));
    }
  }

  private static String documented(String setting) throws IOException {
    String document = Files.readString(Path.of("..", "docs", "permissions.md"));
    String mark = "<!-- " + setting + " -->\n";
    int start = document.indexOf(mark);
    assertTrue(start >= 0, "there is no " + mark);
    return document.substring(start + mark.length(), document.indexOf("<!-- end -->", start));
  }

  private static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Operation operation : Contract.read("openapi/scores.yaml").operations()) {
      String label = "`%s %s`".formatted(operation.method(), operation.path());
      lines.add(new Line(label, operation, false));
      if (operation.id().equals("upsertScores")) {
        lines.add(new Line(label + " with another `user_id`", operation, true));
      }
    }
    return lines;
  }

  /** The table in Markdown. */
  private static String executed(ScoresService service, Predicate<Line> selection)
      throws IOException, InterruptedException {
    restoreRows();
    StringBuilder table = new StringBuilder("| operation");
    CALLERS.forEach(caller -> table.append(" | ").append(caller.getKey()));
    table.append(" |\n|:--").append("|:--".repeat(CALLERS.size())).append("|\n");
    for (Line line : lines().stream().filter(selection).toList()) {
      table.append("| ").append(line.label());
      for (Map.Entry<String, String> caller : CALLERS) {
        table.append(" | ").append(outcome(service, line, caller.getValue()));
      }
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String outcome(ScoresService service, Line line, String token)
      throws IOException, InterruptedException {
    if (!line.operation().method().equals("GET")) {
      restoreRows();
      return outcome(send(service, line.operation().method(), line, token));
    }
    Response response = send(service, "GET", line, token);
    List<String> others = new ArrayList<>();
    for (String[] headers :
        List.of(
            new String[] {},
            new String[] {"If-None-Match", "*"},
            new String[] {"If-None-Match", "\"1-1\""},
            new String[] {"Accept", "text/csv"},
            new String[] {"Accept", "application/x-ndjson"},
            new String[] {"Accept", "application/problem+json"},
            new String[] {"Accept", "text/event-stream"})) {
      others.add(different(response, send(service, "HEAD", line, token, headers).status()));
      boolean isStream = List.of(headers).contains("text/event-stream");
      others.add(
          different(
              response,
              isStream
                  ? streamStatus(service, line, token)
                  : send(service, "GET", line, token, headers).status()));
    }
    return outcome(response) + others.stream().distinct().collect(Collectors.joining());
  }

  /** Empty if a repetition has the same outcome. */
  private static String different(Response first, int status) {
    return status == first.status() || (status == 304 && first.status() == 200)
        ? ""
        : " or " + status;
  }

  private static String outcome(Response response) {
    String body = response.body();
    if (response.status() < 300) {
      return body.contains("\"user_id\":null") ? "no ids" : "yes";
    }
    if (body.contains("\"code\":\"score_does_not_exist\"")) {
      return "unknown";
    }
    return switch (response.status() + " " + message(body)) {
      case "403 Provide a valid auth token." -> "token";
      case "403 You do not have permission to do that." -> "no";
      case "403 This operation requires the token of a user." -> "users only";
      default -> response.toString();
    };
  }

  private static String message(String body) {
    int start = body.indexOf(MESSAGE) + MESSAGE.length();
    return body.substring(start, Math.max(start, body.indexOf('"', start)));
  }

  /** The owner's score, and one of another user, so that the ranking has both. */
  private static void restoreRows() {
    first.execute(
        "truncate scores restart identity; insert into scores"
            + " (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (7, 85, true, '2026-01-01', '2026-01-01'),"
            + " (11, 85, true, '2026-01-01', '2026-01-01')");
  }

  private static Response send(
      ScoresService service, String method, Line line, String token, String... headers) {
    return service.send(
        service.request(method, path(line), payload(line, token), headers(token, headers)));
  }

  private static int streamStatus(ScoresService service, Line line, String token)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        streams.send(
            service.request("GET", path(line), "", headers(token, "Accept", "text/event-stream")),
            BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  private static String path(Line line) {
    return line.operation()
        .path()
        .replace("{score_id}", "1")
        .replace("{exercise_id}", "85")
        .replace("{user_id}", "7");
  }

  private static String payload(Line line, String token) {
    String draft = "{\"exercise_id\":85,\"correct\":false}";
    return switch (line.operation().id()) {
      case "addScore" -> "{\"exercise_id\":86,\"correct\":true}";
      case "upsertScores" ->
          "{\"scores\":[%s]}".formatted(line.isForOthers() || !isUser(token) ? draftOf11() : draft);
      default -> line.operation().hasPayload() ? draft : "";
    };
  }

  private static String draftOf11() {
    return "{\"exercise_id\":85,\"correct\":false,\"user_id\":11}";
  }

  private static boolean isUser(String token) {
    return token.contains("-");
  }

  private static String[] headers(String token, String... more) {
    return Stream.of(
            Stream.of(more),
            Stream.of("Content-Type", ScoresService.JSON),
            token.isEmpty() ? Stream.<String>of() : Stream.of("Authorization", "Bearer " + token))
        .flatMap(headers -> headers)
        .toArray(String[]::new);
  }
}
