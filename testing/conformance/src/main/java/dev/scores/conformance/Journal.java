package dev.scores.conformance;

import static java.util.Objects.requireNonNullElse;

import dev.scores.conformance.RuleStop.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The exchanges of the current case and the findings of the current rule. */
final class Journal {

  /** Enough for every sequence on which an expectation depends. */
  private static final int MAX_BEFORE = 20;

  private static final int MAX_BODY = 20_000;

  private final RunSettings settings;
  private final List<CheckedResponse> exchanges = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Clause clause = new Clause("", "");

  Journal(RunSettings settings) {
    this.settings = settings;
  }

  void startRule(Rule rule) {
    clause = rule.clause();
    findings.clear();
    startCase();
  }

  void startCase() {
    exchanges.clear();
  }

  void add(CheckedResponse response) {
    exchanges.add(response);
  }

  void add(Deviation deviation) {
    findings.add(finding(deviation));
  }

  /** Adds a response that the rule could not read. */
  void add(RuntimeException defect) {
    CheckedResponse last =
        exchanges.isEmpty()
            ? CheckedResponse.none(Request.of("GET", "/", null), "none was received")
            : exchanges.getLast();
    add(
        new Deviation(
            last,
            Optional.empty(),
            "a response that the rule can read",
            last.summary() + " (" + defect + ")"));
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  private Finding finding(Deviation deviation) {
    CheckedResponse response = deviation.response();
    Request request = response.request();
    Map<String, String> requestHeaders = new TreeMap<>();
    request
        .headers()
        .forEach((name, value) -> requestHeaders.put(name, settings.withoutTokens(name, value)));
    Map<String, String> responseHeaders = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) ->
                responseHeaders.put(name, settings.withoutTokens(String.join(", ", values))));
    return new Finding(
        deviation.clause().orElse(clause),
        request.method(),
        settings.withoutTokens(request.path()),
        requestHeaders,
        settings.withoutTokens(requireNonNullElse(request.payload(), "")),
        settings.withoutTokens(requireNonNullElse(deviation.getMessage(), "")),
        settings.withoutTokens(deviation.actual()),
        response.status(),
        responseHeaders,
        settings.withoutTokens(start(response.body())),
        new Curl(settings).line(request),
        before(response));
  }

  private List<String> before(CheckedResponse response) {
    int index = exchanges.lastIndexOf(response);
    List<CheckedResponse> earlier = exchanges.subList(0, Math.max(index, 0));
    return earlier.subList(Math.max(earlier.size() - MAX_BEFORE, 0), earlier.size()).stream()
        .map(one -> new Curl(settings).line(one.request()) + "  # " + one.status())
        .toList();
  }

  private static String start(String body) {
    return body.length() <= MAX_BODY ? body : body.substring(0, MAX_BODY) + "…";
  }
}
