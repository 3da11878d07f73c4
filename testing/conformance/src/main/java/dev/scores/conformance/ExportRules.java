package dev.scores.conformance;

import static dev.scores.conformance.Needs.TOKEN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists as CSV and NDJSON. */
final class ExportRules {

  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";
  private static final String COLUMNS =
      "id,user_id,exercise_id,correct,created_at,updated_at,attempts,solved_at,attempts_to_solve";
  private static final String HEADER = COLUMNS + "\r\n";

  private final ServiceUnderTest service;

  ExportRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/schemas/ScoresAsCsv/description",
      says = "a header line, then one line per score")
  void emptyExportHasNoRows() {
    String nothing = "/scores/exercise/" + service.newExercise();
    export(nothing, CSV, HEADER);
    export(nothing, LINES, "");
  }

  @ContractRule(
      of = "/components/schemas/ScoresAsCsv/description",
      says = "a header line, then one line per score, each ended by CR LF",
      needs = TOKEN)
  void csvHasOneLinePerScore() {
    ScoreBody score = service.newScore();
    JsonNode json = service.get("/scores/" + score.id()).tree().path("data");
    String csv =
        Stream.of(COLUMNS.split(",", -1))
            .map(json::path)
            .map(value -> value.isNull() ? "" : value.asText())
            .collect(Collectors.joining(","));
    service.each(lists(score), list -> export(list, CSV, HEADER + csv + "\r\n"));
  }

  @ContractRule(
      of = "/components/schemas/ScoresAsLines/description",
      says = "The scores as NDJSON, one `Score` per line, each line ended by LF.",
      needs = TOKEN)
  void ndjsonHasOneScorePerLine() {
    ScoreBody score = service.newScore();
    service.each(
        lists(score),
        list -> {
          CheckedResponse lines = service.read(list, "Accept", LINES).has(200).hasType(LINES);
          lines.expect(lines.body().matches("[^\n]+\n"), "one line");
          lines.expect(ScoreBody.of(lines, lines.tree()).equals(score), score.toString());
        });
  }

  @ContractRule(of = "/tags/1/description", says = "If `Accept` prefers `text/csv`")
  void listsAreJsonUnlessAnExportIsPreferred() {
    service.each(
        List.of("*/*", "application/json", "application/json, text/csv;q=0.5"),
        accept ->
            service
                .get("/scores?limit=1", "Accept", accept)
                .hasType(ServiceUnderTest.JSON)
                .scores());
  }

  @ContractRule(of = "/components/responses/InvalidParameter/content")
  void errorsOfExportsAreJson() {
    service.each(
        List.of(CSV, LINES),
        accept -> {
          service.get("/scores?limit=0", "Accept", accept).isError(ExpectedError.INVALID_PARAMETER);
          service.get("/scores/exercise/x", "Accept", accept).isError(ExpectedError.NO_SCORE);
        });
  }

  @HardeningRule(because = "RFC 9110, section 12.4.2: a weight of 0 means not acceptable")
  void listsAreJsonIfAcceptFitsNothing() {
    service.each(
        List.of("text/csv;q=0", "garbage"),
        accept ->
            service
                .get("/scores?limit=1", "Accept", accept)
                .hasType(ServiceUnderTest.JSON)
                .scores());
  }

  @HardeningRule(because = "RFC 9110, section 12.5.5: caches must know that Accept matters")
  void listsVaryByAccept() {
    service.each(
        List.of(CSV, LINES, "*/*"),
        accept -> {
          CheckedResponse response = service.get("/scores?limit=1", "Accept", accept);
          String vary = response.header("Vary");
          response.expect(vary.contains("Accept"), "Vary: Accept", "Vary: " + vary);
        });
  }

  private static List<String> lists(ScoreBody score) {
    return List.of(
        "/scores?exercise_id=" + score.exercise(),
        "/scores/user?exercise_id=" + score.exercise(),
        "/scores/exercise/" + score.exercise());
  }

  private void export(String list, String type, String expected) {
    CheckedResponse response = service.read(list, "Accept", type).has(200).hasType(type);
    response.expect(response.body().equals(expected), Excerpt.oneLine(expected));
  }
}
