package dev.scores.conformance;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report as JSON, with every finding in full. */
final class JsonReport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  static void write(RunReport report, Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("service", report.service().toString());
    root.putObject("summary")
        .put("rules", report.results().size())
        .put("passed", report.passed())
        .put("differ", report.different())
        .put("not_judged", report.notJudged())
        .put("findings", report.findings());
    report.results().forEach(result -> root.withArray("rules").add(toJson(result)));
    Files.writeString(file, JSON.writeValueAsString(root) + "\n");
  }

  private static ObjectNode toJson(RuleResult result) {
    Rule rule = result.rule();
    ObjectNode json =
        JSON.createObjectNode()
            .put("rule", rule.id())
            .put("level", rule.level().toString())
            .put(
                "outcome",
                result.differs() ? "differs" : result.isPassed() ? "passed" : "not_judged")
            .put("seconds", result.time().toMillis() / 1000.0);
    addClause(json, rule.clause());
    if (!result.notJudged().isEmpty()) {
      json.put("reason", result.notJudged());
    }
    json.putArray("findings").addAll(result.findings().stream().map(JsonReport::toJson).toList());
    return json;
  }

  private static ObjectNode toJson(Finding finding) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode request =
        json.putObject("request").put("method", finding.method()).put("path", finding.path());
    finding.requestHeaders().forEach(request.putObject("headers")::put);
    request.put("payload", finding.payload());
    json.put("expected", finding.expected());
    addClause(json, finding.clause());
    json.put("actual", finding.actual());
    ObjectNode response = json.putObject("response").put("status", finding.status());
    finding.responseHeaders().forEach(response.putObject("headers")::put);
    response.put("body", finding.body());
    json.put("curl", finding.curl());
    finding.before().forEach(json.putArray("before")::add);
    return json;
  }

  private static void addClause(ObjectNode json, Clause clause) {
    json.putObject("by").put("of", clause.of()).put("says", clause.says());
  }
}
