package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.app.ScoresService.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PATCH /scores/batch}: all or nothing, with a result for each item. */
class BatchesTest {

  private static final int LIMIT = 128 * 1024;

  /** The members that AttemptRoutesTest is about. */
  private static final Pattern SOLVE =
      Pattern.compile(
          ",\"attempts\":\\d+,\"solved_at\":(?:null|\"[^\"]*\"),\"attempts_to_solve\":(?:null|\\d+)");

  private static final Pattern TIMES =
      Pattern.compile(
          "\"(created|updated)_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\"");

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @BeforeEach
  void noScores() {
    service.execute("truncate scores restart identity");
  }

  @Test
  void resultsAreInTheOrderOfTheItems() {
    service.write("POST", "/scores", 7, "{\"exercise_id\":86,\"correct\":false}");
    service.write("POST", "/scores", 8, "{\"exercise_id\":85,\"correct\":false}");
    Response response =
        batch(
            7,
            "{\"scores\":[{\"exercise_id\":86,\"correct\":true},{\"exercise_id\":85,\"correct\":true}]}");
    assertEquals(
        "200 {\"status\":\"success\",\"data\":{\"added\":1,\"updated\":1,\"results\":["
            + item(0, "updated", score(1, 7, 86, true))
            + ","
            + item(1, "added", score(3, 7, 85, true).replace("\"id\":3", "\"id\":N"))
            + "]}}",
        response.status() + " " + timeless(response).replaceAll("\"id\":[2-9]", "\"id\":N"));
    assertEquals("application/json", response.header("Content-Type"));
    assertEquals("private, no-store", response.header("Cache-Control"));
    assertEquals("", response.header("ETag"));
    assertTrue(service.rows().contains(",8,85,f,"), service.rows());
  }

  @Test
  void earlierItemsOfAnExerciseAreSuperseded() {
    Response response =
        batch(
            7,
            "{\"scores\":[{\"exercise_id\":5,\"correct\":true},{\"exercise_id\":5,\"correct\":true},"
                + "{\"exercise_id\":5,\"correct\":false}]}");
    assertEquals(
        "200 {\"status\":\"success\",\"data\":{\"added\":1,\"updated\":0,\"results\":["
            + item(0, "superseded", score(1, 7, 5, false))
            + ","
            + item(1, "superseded", score(1, 7, 5, false))
            + ","
            + item(2, "added", score(1, 7, 5, false))
            + "]}}",
        response.status() + " " + timeless(response));
    assertTrue(service.rows().matches(".*,1,\\d+,,\\)"), service.rows());
  }

  @Test
  void thousandItemsAreWritten() {
    String items = items(1000, n -> "{\"exercise_id\":%d,\"correct\":true}".formatted(n));
    Response first = batch(7, items);
    assertTrue(first.body().contains("\"added\":1000,\"updated\":0"), first.body());
    Response second = batch(7, items);
    assertTrue(second.body().contains("\"added\":0,\"updated\":1000"), second.body());
  }

  static Stream<Arguments> wrong() {
    String good = "{\"exercise_id\":1,\"correct\":true}";
    return Stream.of(
        arguments("{}", error("/scores", "required property 'scores' not found")),
        arguments("[]", error("", "array found, object expected")),
        arguments("[" + good + "]", error("", "array found, object expected")),
        arguments(good, error("/scores", "required property 'scores' not found")),
        arguments("{\"scores\":null}", error("/scores", "null found, array expected")),
        arguments("{\"scores\":{}}", error("/scores", "object found, array expected")),
        arguments("{\"scores\":[]}", error("/scores", "must have at least 1 items but found 0")),
        arguments(
            "{\"scores\":[" + good + ",null]}", error("/scores/1", "null found, object expected")),
        arguments(
            "{\"scores\":[%s,%s,%s,{\"exercise_id\":2,\"correct\":\"true\"}]}"
                .formatted(good, good, good),
            error("/scores/3/correct", "string found, boolean expected")),
        arguments(
            "{\"scores\":[{\"exercise_id\":0,\"correct\":true},%s,{\"correct\":1},{\"exercise_id\":86.0,\"correct\":true}]}"
                .formatted(good),
            String.join(
                ",",
                error("/scores/0/exercise_id", "must have a minimum value of 1"),
                error("/scores/2/correct", "integer found, boolean expected"),
                error("/scores/2/exercise_id", "required property 'exercise_id' not found"),
                error("/scores/3/exercise_id", "number found, integer expected"))));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void invalidItemsAreNamedAndNothingIsWritten(String payload, String errors) {
    service.write("POST", "/scores", 7, "{\"exercise_id\":1,\"correct\":false}");
    String before = service.rows();
    batch(7, payload).is(400, invalid(errors));
    assertEquals(before, service.rows());
  }

  @Test
  void tooLongBatchReportsOnlyItsLength() {
    String errors = invalid(error("/scores", "must have at most 1,000 items but found 1,001"));
    batch(7, items(1001, n -> "{\"exercise_id\":%d,\"correct\":true}".formatted(n)))
        .is(400, errors);
    batch(7, items(1001, n -> "{}")).is(400, errors);
    assertEquals("", service.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "{}", "[]", "\"\"", "{\"a\":{}}", "-1.5"})
  void manyErrorsGiveAShortResponse(String item) {
    int most = (LIMIT - 13) / (item.length() + 1);
    Response response = batch(7, items(most, n -> item));
    assertEquals(400, response.status());
    assertTrue(response.body().length() < 500, response.body());
  }

  @Test
  void everyErrorOfAThousandItemsIsNamed() {
    Response response = batch(7, items(1000, n -> "{}"));
    assertEquals(400, response.status());
    assertEquals(2000, response.body().split("\"pointer\":", -1).length - 1);
    Response more = batch(7, items(1000, n -> "{\"exercise_id\":-1.5,\"correct\":1}"));
    assertEquals(400, more.status());
    assertTrue(more.body().split("\"pointer\":", -1).length - 1 <= 2000);
  }

  @Test
  void unauthenticatedBatchWritesNothing() {
    for (String payload : List.of("x", "{\"scores\":[{\"exercise_id\":1,\"correct\":true}]}")) {
      assertEquals(
          403,
          service
              .send(
                  service.request(
                      "PATCH", "/scores/batch", payload, "Content-Type", ScoresService.JSON))
              .status());
    }
    assertEquals("", service.rows());
  }

  @Test
  void otherMediaTypeReturns415() {
    Response response =
        service.send(
            service.request(
                "PATCH",
                "/scores/batch",
                "{\"scores\":[{\"exercise_id\":1,\"correct\":true}]}",
                "Authorization",
                "Bearer user-7",
                "Content-Type",
                "text/plain"));
    assertEquals(415, response.status());
    assertEquals("", service.rows());
  }

  @Test
  void batchIsNotAnId() {
    assertAll(
        () -> assertEquals(404, service.get("/scores/batch").status()),
        () ->
            assertEquals(
                400,
                service
                    .write("PUT", "/scores/batch", 7, "{\"exercise_id\":1,\"correct\":true}")
                    .status()));
  }

  @Test
  void overlappingBatchesMakeNoSecondRow() {
    int callers = 40;
    int rounds = 25;
    Random random = new Random(7);
    for (int round = 0; round < rounds; round++) {
      List<CompletableFuture<Response>> responses = new ArrayList<>();
      for (int n = 0; n < callers; n++) {
        boolean correct = n % 2 == 0;
        List<Integer> exercises =
            new ArrayList<>(
                IntStream.rangeClosed(round * 20 + 1, round * 20 + 30).boxed().toList());
        Collections.shuffle(exercises, random);
        String payload =
            exercises.stream()
                .map(e -> "{\"exercise_id\":%d,\"correct\":%s}".formatted(e, correct))
                .collect(Collectors.joining(",", "{\"scores\":[", "]}"));
        responses.add(service.writeAsync("PATCH", "/scores/batch", 7, payload));
      }
      responses.forEach(
          response -> assertEquals(200, response.join().status(), response.join().body()));
    }
    String rows = service.rows();
    assertEquals(rounds * 20 + 10, rows.split(";").length);
    long written =
        Pattern.compile(",(\\d+),\\d+,[^,]*,\\d*\\)")
            .matcher(rows)
            .results()
            .mapToLong(v -> Long.parseLong(v.group(1)))
            .sum();
    assertEquals((long) callers * rounds * 30, written);
  }

  private static Response batch(int user, String payload) {
    return service.write("PATCH", "/scores/batch", user, payload);
  }

  private static String items(int count, java.util.function.IntFunction<String> item) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(item)
        .collect(Collectors.joining(",", "{\"scores\":[", "]}"));
  }

  private static String error(String pointer, String message) {
    return "{\"pointer\":\"%s\",\"message\":\"%s\"}".formatted(pointer, message);
  }

  private static String invalid(String errors) {
    return "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\",\"errors\":["
        + errors
        + "]}";
  }

  private static String item(int index, String outcome, String score) {
    return "{\"index\":%d,\"outcome\":\"%s\",\"score\":%s}".formatted(index, outcome, score);
  }

  private static String score(int id, int user, int exercise, boolean correct) {
    return "{\"id\":%d,\"user_id\":%d,\"exercise_id\":%d,\"correct\":%s,\"created_at\":T,\"updated_at\":T}"
        .formatted(id, user, exercise, correct);
  }

  private static String timeless(Response response) {
    return TIMES.matcher(SOLVE.matcher(response.body()).replaceAll("")).replaceAll("\"$1_at\":T");
  }
}
