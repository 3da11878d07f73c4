package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.conformance.RuleStop.Deviation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The text, the JSON and the JUnit report. */
class ReportFormatsTest {

  private static final String SECRET = "secret-token";
  private static final URI SERVICE = URI.create("http://localhost:5002");

  private static final RunSettings SETTINGS = settings();

  private static final RunReport REPORT =
      new RunReport(
          SERVICE,
          List.of(
              result("path.pingReturnsPong", List.of(), ""),
              result("write.newScoreReturns201", List.of(finding(), finding()), ""),
              result("report.tiesAreBrokenByTheLastSolve", List.of(), "needs --other-token")));

  @TempDir Path directory;

  @Test
  void textGroupsFindingsByRule() {
    StringWriter text = new StringWriter();
    TextReport.print(REPORT, new PrintWriter(text, true));
    String finding =
        """
          POST /scores  Authorization: Bearer $TOKEN  Content-Type: application/json  {"exercise_id":85,"correct":true}
            expected: 201 {"status":"success","data":{…}}
            by:       openapi/scores.yaml#/components/responses/ScoreAdded/description: "The score was added."
            actual:   200 {"status":"fail ","echo":"$TOKEN"}
            before:   curl -gi 'http://localhost:5002/scores/1'  # 404
            repeat:   curl -gi -X POST -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
        'http://localhost:5002/scores' --data-binary '{"exercise_id":85,"correct":true}'
        """;
    assertEquals(
        "write.newScoreReturns201 (level contract): 2 findings\n"
            + finding
            + finding
            + "\nnot judged: needs --other-token: report.tiesAreBrokenByTheLastSolve\n"
            + "3 rules: 1 passed, 1 differ (2 findings), 1 not judged.\n",
        text.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void jsonHasEachFindingInFull() throws IOException {
    Path file = directory.resolve("report.json");
    JsonReport.write(REPORT, file);
    JsonMapper json = new JsonMapper();
    assertEquals(
        json.readTree(
            """
            {"rules":3,"passed":1,"differ":1,"not_judged":1,"findings":2}\
            """),
        json.readTree(Files.readString(file)).path("summary"));
    assertEquals(
        json.readTree(
            """
            {
              "request": {
                "method": "POST",
                "path": "/scores",
                "headers": {"Authorization": "Bearer $TOKEN", "Content-Type": "application/json"},
                "payload": "{\\"exercise_id\\":85,\\"correct\\":true}"
              },
              "expected": "201 {\\"status\\":\\"success\\",\\"data\\":{…}}",
              "by": {
                "of": "/components/responses/ScoreAdded/description",
                "says": "The score was added."
              },
              "actual": "200 {\\"status\\":\\"fail \\",\\"echo\\":\\"$TOKEN\\"}",
              "response": {
                "status": 200,
                "headers": {"X-Echo": "$TOKEN"},
                "body": "{\\"status\\":\\"fail\\u0001\\",\\"echo\\":\\"$TOKEN\\"}"
              },
              "curl": "curl -gi -X POST -H \\"Authorization: Bearer $TOKEN\\" -H 'Content-Type: application/json' \
            'http://localhost:5002/scores' --data-binary '{\\"exercise_id\\":85,\\"correct\\":true}'",
              "before": ["curl -gi 'http://localhost:5002/scores/1'  # 404"]
            }
            """),
        json.readTree(Files.readString(file)).at("/rules/1/findings/0"));
    assertFalse(Files.readString(file).contains(SECRET));
  }

  @Test
  void junitReportHasATestCaseForEachRule() throws Exception {
    Path file = directory.resolve("report.xml");
    JunitReport.write(REPORT, file);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertEquals("testsuite", suite.getTagName());
    assertEquals("3", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("skipped"));
    assertEquals(
        List.of("pingReturnsPong", "newScoreReturns201", "tiesAreBrokenByTheLastSolve"),
        elements(suite, "testcase").map(test -> test.getAttribute("name")).toList());
    assertEquals(
        "POST /scores: expected 201 {\"status\":\"success\",\"data\":{…}}, "
            + "was 200 {\"status\":\"fail \",\"echo\":\"$TOKEN\"}",
        elements(suite, "failure").findFirst().orElseThrow().getAttribute("message"));
    assertEquals(0, suite.getElementsByTagName("properties").getLength());
    assertFalse(Files.readString(file).contains(SECRET));
  }

  private static Stream<Element> elements(Element parent, String name) {
    var found = parent.getElementsByTagName(name);
    return Stream.iterate(0, n -> n < found.getLength(), n -> n + 1)
        .map(n -> (Element) found.item(n));
  }

  private static RuleResult result(String rule, List<Finding> findings, String notJudged) {
    return new RuleResult(rule(rule), findings, notJudged, Duration.ofMillis(12));
  }

  private static Rule rule(String id) {
    return Rule.ALL.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  private static Finding finding() {
    Journal journal = new Journal(SETTINGS);
    journal.startRule(rule("write.newScoreReturns201"));
    journal.add(
        new CheckedResponse(
            Request.of("GET", "/scores/1", null),
            404,
            HttpHeaders.of(Map.of(), (name, value) -> true),
            ""));
    CheckedResponse response =
        new CheckedResponse(
            Request.of(
                "POST",
                "/scores",
                "{\"exercise_id\":85,\"correct\":true}",
                "Authorization",
                "Bearer " + SECRET,
                "Content-Type",
                "application/json"),
            200,
            HttpHeaders.of(Map.of("X-Echo", List.of(SECRET)), (name, value) -> true),
            "{\"status\":\"fail\u0001\",\"echo\":\"" + SECRET + "\"}");
    journal.add(response);
    journal.add(
        new Deviation(
            response,
            Optional.empty(),
            "201 {\"status\":\"success\",\"data\":{…}}",
            response.summary()));
    return journal.findings().getFirst();
  }

  private static RunSettings settings() {
    try {
      return new RunSettings(
          SERVICE,
          SECRET,
          "",
          Duration.ofSeconds(1),
          Duration.ZERO,
          SSLContext.getDefault(),
          Optional.empty());
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException(exception);
    }
  }
}
