package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PAYLOAD;
import static dev.scores.conformance.ExpectedError.NO_SCORE;
import static dev.scores.conformance.Needs.TOKEN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code PATCH /scores/batch}: all items or none, with a result for each item. */
final class BatchRules {

  private static final int MAX_ITEMS = 1000;

  /** Positions of errors with payloads; {@code @} is replaced by a valid item. */
  private static final Map<String, List<String>> INVALID =
      new TreeMap<>(
          Map.of(
              "/scores",
              List.of("{}", "{\"scores\":null}", "{\"scores\":{}}", "{\"scores\":[]}"),
              "/scores/1",
              List.of("{\"scores\":[@,null]}"),
              "/scores/1/correct",
              List.of("{\"scores\":[@,{\"exercise_id\":2,\"correct\":\"true\"}]}"),
              "/scores/1/exercise_id",
              List.of(
                  "{\"scores\":[@,{\"exercise_id\":0,\"correct\":true}]}",
                  "{\"scores\":[@,{\"exercise_id\":86.0,\"correct\":true}]}",
                  "{\"scores\":[@,{\"correct\":true}]}"),
              "",
              List.of("[@]")));

  private final ServiceUnderTest service;

  BatchRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/schemas/BatchOutcome/properties/results/description",
      says = "One outcome for each item, in the order of the items.",
      needs = TOKEN)
  void resultsAreInTheOrderOfTheItems() {
    ScoreBody known = service.newScore();
    int added = service.newExercise();
    CheckedResponse response =
        batch(
            List.of(
                ServiceUnderTest.draft(known.exercise(), true),
                ServiceUnderTest.draft(added, false)));
    expectResults(response, 1, 1, List.of("updated", "added"), List.of(known.exercise(), added));
  }

  @ContractRule(
      of = "upsertScores",
      says =
          "If several items are for the same user and exercise, the last one is used and the earlier"
              + " ones are reported as `superseded`.",
      needs = TOKEN)
  void lastItemOfAnExerciseSupersedesEarlierOnes() {
    int exercise = service.newExercise();
    CheckedResponse response =
        batch(
            List.of(
                ServiceUnderTest.draft(exercise, true), ServiceUnderTest.draft(exercise, false)));
    expectResults(response, 1, 0, List.of("superseded", "added"), List.of(exercise, exercise));
    CheckedResponse stored = service.read("/scores/user/exercise/" + exercise);
    stored.expect(!stored.score(200).correct(), "the last item's score, which is not correct");
  }

  @ContractRule(
      of = "upsertScores",
      says =
          "If any item is invalid, nothing is written, and the response lists every error with a"
              + " JSON pointer such as `/scores/3/correct`.",
      needs = TOKEN)
  void invalidItemIsNamedAndNothingIsStored() {
    INVALID.forEach(
        (pointer, payloads) ->
            service.each(
                payloads,
                payload -> {
                  int exercise = service.newExercise();
                  service
                      .write(
                          "PATCH",
                          "/scores/batch",
                          payload.replace("@", ServiceUnderTest.draft(exercise, true)))
                      .isError(INVALID_PAYLOAD, Set.of(pointer));
                  service.read("/scores/user/exercise/" + exercise).isError(NO_SCORE);
                }));
  }

  @ContractRule(of = "upsertScores", says = "Adds or updates up to 1000 scores", needs = TOKEN)
  void batchOfMoreThan1000ItemsReturns400() {
    int exercise = service.newExercise();
    String item = ServiceUnderTest.draft(exercise, true);
    batch(Collections.nCopies(MAX_ITEMS + 1, item)).isError(INVALID_PAYLOAD);
    service.read("/scores/user/exercise/" + exercise).isError(NO_SCORE);
    batch(Collections.nCopies(MAX_ITEMS, item)).has(200);
  }

  private CheckedResponse batch(List<String> items) {
    return service.write(
        "PATCH", "/scores/batch", "{\"scores\":[" + String.join(",", items) + "]}");
  }

  private static void expectResults(
      CheckedResponse response,
      int added,
      int updated,
      List<String> outcomes,
      List<Integer> exercises) {
    JsonNode data = response.data(200);
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
