package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PAYLOAD;
import static dev.scores.conformance.ExpectedError.NO_SCORE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PATCH /scores/batch}: all items or none, with a result for each item. */
@Rules
@NeedsToken
final class BatchRules {

  private final ServiceUnderTest service;

  BatchRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void resultsAreInTheOrderOfTheItems() {
    ScoreBody known = service.newScore();
    int added = service.newExercise();
    CheckedResponse response =
        batch(ServiceUnderTest.draft(known.exercise(), true), ServiceUnderTest.draft(added, false));
    expectResults(response, 1, 1, List.of("updated", "added"), List.of(known.exercise(), added));
  }

  @Test
  void lastItemOfAnExerciseSupersedesEarlierOnes() {
    int exercise = service.newExercise();
    CheckedResponse response =
        batch(ServiceUnderTest.draft(exercise, true), ServiceUnderTest.draft(exercise, false));
    expectResults(response, 1, 0, List.of("superseded", "added"), List.of(exercise, exercise));
    CheckedResponse stored = service.read("/scores/user/exercise/" + exercise);
    stored.expect(!stored.score().correct(), "the last item's score, which is not correct");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/scores | {}",
        "/scores | {\"scores\":null}",
        "/scores | {\"scores\":{}}",
        "/scores | {\"scores\":[]}",
        "/scores/1 | {\"scores\":[@,null]}",
        "/scores/1/correct | {\"scores\":[@,{\"exercise_id\":2,\"correct\":\"true\"}]}",
        "/scores/1/exercise_id | {\"scores\":[@,{\"exercise_id\":0,\"correct\":true}]}",
        "/scores/1/exercise_id | {\"scores\":[@,{\"exercise_id\":86.0,\"correct\":true}]}",
        "/scores/1/exercise_id | {\"scores\":[@,{\"correct\":true}]}",
        "`` | [@]",
      })
  void invalidItemIsNamedAndNothingIsStored(String pointer, String payload) {
    int exercise = service.newExercise();
    service
        .write(
            "PATCH", "/scores/batch", payload.replace("@", ServiceUnderTest.draft(exercise, true)))
        .isError(INVALID_PAYLOAD, pointer);
    service.read("/scores/user/exercise/" + exercise).isError(NO_SCORE);
  }

  @Test
  void batchOfMoreThan1000ItemsReturns400() {
    int exercise = service.newExercise();
    String[] items =
        IntStream.range(0, 1001)
            .mapToObj(n -> ServiceUnderTest.draft(exercise, true))
            .toArray(String[]::new);
    batch(items).isError(INVALID_PAYLOAD, "/scores");
    service.read("/scores/user/exercise/" + exercise).isError(NO_SCORE);
  }

  private CheckedResponse batch(String... items) {
    return service.write(
        "PATCH",
        "/scores/batch",
        List.of(items).stream().collect(Collectors.joining(",", "{\"scores\":[", "]}")));
  }

  private static void expectResults(
      CheckedResponse response,
      int added,
      int updated,
      List<String> outcomes,
      List<Integer> exercises) {
    response.isSuccess(200, "data");
    JsonNode data = response.tree().path("data");
    response.expect(
        data.path("added").asInt(-1) == added && data.path("updated").asInt(-1) == updated,
        "added %d and updated %d".formatted(added, updated));
    List<String> foundOutcomes = new ArrayList<>();
    List<Integer> foundExercises = new ArrayList<>();
    for (JsonNode item : data.path("results")) {
      response.expect(
          item.path("index").asInt(-1) == foundOutcomes.size(), "index " + foundOutcomes.size());
      foundOutcomes.add(item.path("outcome").asText());
      foundExercises.add(ScoreBody.of(response, item.path("score")).exercise());
    }
    response.expect(foundOutcomes.equals(outcomes), "outcomes " + outcomes);
    response.expect(foundExercises.equals(exercises), "scores of exercises " + exercises);
  }
}
