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

/** {@code PATCH /scores/batch}: all or nothing, told item by item. */
@Rules
@NeedsToken
final class BatchRules {

  private final ServiceUnderTest service;

  BatchRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void aBatchAddsAndUpdatesAndTellsItInTheOrderOfTheItems() {
    ScoreBody known = service.newScore();
    int added = service.newExercise();
    CheckedResponse answer =
        batch(ServiceUnderTest.draft(known.exercise(), true), ServiceUnderTest.draft(added, false));
    tells(answer, 1, 1, List.of("updated", "added"), List.of(known.exercise(), added));
  }

  @Test
  void theLastOfAnExerciseCountsAndEarlierOnesAreSuperseded() {
    int exercise = service.newExercise();
    CheckedResponse answer =
        batch(ServiceUnderTest.draft(exercise, true), ServiceUnderTest.draft(exercise, false));
    tells(answer, 1, 0, List.of("superseded", "added"), List.of(exercise, exercise));
    CheckedResponse stored = service.read("/scores/user/exercise/" + exercise);
    stored.expect(!stored.score().correct(), "the last one, which is not correct");
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
  void aBadItemIsNamedAndNothingIsStored(String pointer, String payload) {
    int exercise = service.newExercise();
    service
        .write(
            "PATCH", "/scores/batch", payload.replace("@", ServiceUnderTest.draft(exercise, true)))
        .refused(INVALID_PAYLOAD, pointer);
    service.read("/scores/user/exercise/" + exercise).refused(NO_SCORE);
  }

  @Test
  void aBatchOfMoreThanAThousandIsRefused() {
    int exercise = service.newExercise();
    String[] items =
        IntStream.range(0, 1001)
            .mapToObj(n -> ServiceUnderTest.draft(exercise, true))
            .toArray(String[]::new);
    batch(items).refused(INVALID_PAYLOAD, "/scores");
    service.read("/scores/user/exercise/" + exercise).refused(NO_SCORE);
  }

  private CheckedResponse batch(String... items) {
    return service.write(
        "PATCH",
        "/scores/batch",
        List.of(items).stream().collect(Collectors.joining(",", "{\"scores\":[", "]}")));
  }

  private static void tells(
      CheckedResponse answer,
      int added,
      int updated,
      List<String> outcomes,
      List<Integer> exercises) {
    answer.succeeds(200, "data");
    JsonNode data = answer.tree().path("data");
    answer.expect(
        data.path("added").asInt(-1) == added && data.path("updated").asInt(-1) == updated,
        "added %d and updated %d".formatted(added, updated));
    List<String> told = new ArrayList<>();
    List<Integer> written = new ArrayList<>();
    for (JsonNode item : data.path("results")) {
      answer.expect(item.path("index").asInt(-1) == told.size(), "index " + told.size());
      told.add(item.path("outcome").asText());
      written.add(ScoreBody.of(answer, item.path("score")).exercise());
    }
    answer.expect(told.equals(outcomes), "outcomes " + outcomes);
    answer.expect(written.equals(exercises), "scores of exercises " + exercises);
  }
}
