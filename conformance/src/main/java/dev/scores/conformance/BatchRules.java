package dev.scores.conformance;

import static dev.scores.conformance.Refusal.INVALID_PAYLOAD;
import static dev.scores.conformance.Refusal.NO_SCORE;

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

  private final Service service;

  BatchRules(Service service) {
    this.service = service;
  }

  @Test
  void aBatchAddsAndUpdatesAndTellsItInTheOrderOfTheItems() {
    Score known = service.newScore();
    int added = service.newExercise();
    Answer answer = batch(Service.draft(known.exercise(), true), Service.draft(added, false));
    tells(answer, 1, 1, List.of("updated", "added"), List.of(known.exercise(), added));
  }

  @Test
  void theLastOfAnExerciseCountsAndEarlierOnesAreSuperseded() {
    int exercise = service.newExercise();
    Answer answer = batch(Service.draft(exercise, true), Service.draft(exercise, false));
    tells(answer, 1, 0, List.of("superseded", "added"), List.of(exercise, exercise));
    Answer stored = service.read("/scores/user/exercise/" + exercise);
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
        .write("PATCH", "/scores/batch", payload.replace("@", Service.draft(exercise, true)))
        .refused(INVALID_PAYLOAD, pointer);
    service.read("/scores/user/exercise/" + exercise).refused(NO_SCORE);
  }

  @Test
  void aBatchOfMoreThanAThousandIsRefused() {
    int exercise = service.newExercise();
    String[] items =
        IntStream.range(0, 1001)
            .mapToObj(n -> Service.draft(exercise, true))
            .toArray(String[]::new);
    batch(items).refused(INVALID_PAYLOAD, "/scores");
    service.read("/scores/user/exercise/" + exercise).refused(NO_SCORE);
  }

  private Answer batch(String... items) {
    return service.write(
        "PATCH",
        "/scores/batch",
        List.of(items).stream().collect(Collectors.joining(",", "{\"scores\":[", "]}")));
  }

  private static void tells(
      Answer answer, int added, int updated, List<String> outcomes, List<Integer> exercises) {
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
      written.add(Score.of(answer, item.path("score")).exercise());
    }
    answer.expect(told.equals(outcomes), "outcomes " + outcomes);
    answer.expect(written.equals(exercises), "scores of exercises " + exercises);
  }
}
