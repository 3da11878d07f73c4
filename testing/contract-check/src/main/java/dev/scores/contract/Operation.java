package dev.scores.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An operation of a contract, with everything that it refers to. */
public final class Operation {

  private final Contract contract;
  private final String path;
  private final String method;
  private final JsonNode ofPath;
  private final JsonNode node;

  Operation(Contract contract, String path, String method, JsonNode ofPath, JsonNode node) {
    this.contract = contract;
    this.path = path;
    this.method = method;
    this.ofPath = ofPath;
    this.node = node;
  }

  public String id() {
    return node.get("operationId").asText();
  }

  /** With its variables in braces. */
  public String path() {
    return path;
  }

  public String method() {
    return method.toUpperCase(Locale.ROOT);
  }

  public boolean isPublic() {
    return contract.isPublic(node);
  }

  /** Whether HEAD is answered too: not where {@code x-head} is false, for GET is not safe there. */
  public boolean takesHead() {
    return node.path("x-head").asBoolean(true);
  }

  public boolean takesPayload() {
    return node.has("requestBody");
  }

  public List<JsonNode> parameters() {
    List<JsonNode> parameters = new ArrayList<>();
    Stream.of(ofPath, node)
        .forEach(
            level ->
                level.path("parameters").forEach(one -> parameters.add(contract.resolved(one))));
    return parameters;
  }

  public boolean hasParameter(String name) {
    return parameters().stream().anyMatch(one -> one.path("name").asText().equals(name));
  }

  /** The example that is this operation's: one that is named after it, or the only one. */
  public String exampleOf(JsonNode parameter) {
    Map<String, JsonNode> examples = contract.examples(parameter);
    JsonNode example = examples.getOrDefault(id(), examples.get(""));
    if (example == null) {
      throw new IllegalStateException(id() + " has no example of " + parameter.get("name"));
    }
    return example.asText();
  }

  /** The examples of its payload, by name; one without a name is "". */
  public Map<String, JsonNode> payloads() {
    return contract.examples(
        contract.resolved(node.path("requestBody")).path("content").path("application/json"));
  }

  /** Whether that status is described by itself: a {@code default} describes none. */
  public boolean describes(int status) {
    return node.get("responses").has(Integer.toString(status));
  }

  JsonNode response(int status) {
    return contract.resolved(node.get("responses").path(Integer.toString(status)));
  }

  /** The examples of what it answers with that status, by media type and name. */
  public Map<String, JsonNode> answers(int status, String mediaType) {
    return contract.examples(response(status).path("content").path(mediaType));
  }

  public List<String> mediaTypes(int status) {
    List<String> types = new ArrayList<>();
    response(status).path("content").fieldNames().forEachRemaining(types::add);
    return types;
  }

  public List<Integer> statuses() {
    List<Integer> statuses = new ArrayList<>();
    node.get("responses")
        .fieldNames()
        .forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
    return statuses;
  }

  /** The path with the examples of its variables in place. */
  public String examplePath() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode parameter : parameters()) {
      if (parameter.path("in").asText().equals("path")) {
        variables.put(parameter.get("name").asText(), exampleOf(parameter));
      }
    }
    String filled = path;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    return filled;
  }

  /** The examples of its parameters that are not part of the path, by place and name. */
  public Map<String, String> exampleParameters(String place) {
    Map<String, String> examples = new TreeMap<>();
    for (JsonNode parameter : parameters()) {
      // A cursor or a version has none: a page that fills it in would be refused.
      if (parameter.path("in").asText().equals(place)
          && (parameter.has("example") || parameter.has("examples"))) {
        examples.put(parameter.get("name").asText(), exampleOf(parameter));
      }
    }
    return examples;
  }

  @Override
  public String toString() {
    return id();
  }
}
