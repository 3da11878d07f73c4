package dev.scores.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as CSV and NDJSON. */
@Rules
final class ExportRules {

  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";
  private static final String COLUMNS = "id,user_id,exercise_id,correct,created_at,updated_at";
  private static final String HEADER = COLUMNS + "\r\n";

  private final ServiceUnderTest service;

  ExportRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void emptyExportHasNoRows() {
    String nothing = "/scores/exercise/" + service.newExercise();
    export(nothing, CSV, HEADER);
    export(nothing, LINES, "");
  }

  @Test
  @NeedsToken
  void exportHasOneScorePerLine() {
    ScoreBody score = service.newScore();
    JsonNode json = service.get("/scores/" + score.id()).tree().path("data");
    String csv =
        Stream.of(COLUMNS.split(",", -1))
            .map(column -> json.path(column).asText())
            .collect(Collectors.joining(","));
    for (String list :
        List.of(
            "/scores?exercise_id=" + score.exercise(),
            "/scores/user?exercise_id=" + score.exercise(),
            "/scores/exercise/" + score.exercise())) {
      export(list, CSV, HEADER + csv + "\r\n");
      CheckedResponse lines = service.read(list, "Accept", LINES).has("Content-Type", LINES);
      lines.expect(lines.body().matches("[^\n]+\n"), "one line");
      lines.expect(lines.tree().equals(json), json.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/json, text/csv;q=0.5", "text/csv;q=0", "garbage"})
  void listsAreJsonUnlessAnExportIsPreferred(String accept) {
    CheckedResponse response = service.get("/scores?limit=1", "Accept", accept);
    response.expect(response.mediaType().equals("application/json"), "application/json");
    response.scores();
  }

  @ParameterizedTest
  @ValueSource(strings = {CSV, LINES})
  void errorsOfExportsAreJson(String accept) {
    service
        .get("/scores?limit=0", "Accept", accept)
        .isError(ExpectedError.INVALID_PARAMETER, "limit");
    service.get("/scores/exercise/x", "Accept", accept).isError(ExpectedError.NO_SCORE);
  }

  private void export(String list, String type, String expected) {
    CheckedResponse response = service.read(list, "Accept", type);
    response.expect(
        response.mediaType().equals(type),
        "Content-Type: " + type + ", not " + response.mediaType());
    response.expect(response.header("Vary").contains("Accept"), "Vary: Accept");
    response.expect(
        response.status() == 200 && response.body().equals(expected),
        "200 " + Excerpt.oneLine(expected));
  }
}
