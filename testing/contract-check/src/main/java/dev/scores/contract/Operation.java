package dev.scores.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An operation of a contract. */
public final class Operation {

  private final Contract contract;
  private final String path;
  private final String method;
  private final JsonNode pathItem;
  private final JsonNode node;

  Operation(Contract contract, String path, String method, JsonNode pathItem, JsonNode node) {
    this.contract = contract;
    this.path = path;
    this.method = method;
    this.pathItem = pathItem;
    this.node = node;
  }

  public String id() {
    return node.get("operationId").asText();
  }

  /** The only tag. */
  public String tag() {
    return node.at("/tags/0").asText();
  }

  /** The path template with variables in braces. */
  public String path() {
    return path;
  }

  public String method() {
    return method.toUpperCase(Locale.ROOT);
  }

  public boolean isPublic() {
    return contract.isPublic(node);
  }

  /** Whether the settings of the service decide if a token is needed. */
  public boolean isTokenOptional() {
    return contract.isTokenOptional(node);
  }

  public boolean isDeprecated() {
    return node.path("deprecated").asBoolean();
  }

  /** Whether HEAD is supported: unless {@code x-head} is false, as where GET is not safe. */
  public boolean supportsHead() {
    return node.path("x-head").asBoolean(true);
  }

  public boolean hasPayload() {
    return node.has("requestBody");
  }

  public List<JsonNode> parameters() {
    List<JsonNode> parameters = new ArrayList<>();
    Stream.of(pathItem, node)
        .forEach(
            level ->
                level.path("parameters").forEach(one -> parameters.add(contract.resolved(one))));
    return parameters;
  }

  public boolean hasParameter(String name) {
    return parameters().stream().anyMatch(one -> one.path("name").asText().equals(name));
  }

  /** Returns the example that is named after this operation, or the only one. */
  public String exampleOf(JsonNode parameter) {
    Map<String, JsonNode> examples = contract.examples(parameter);
    JsonNode example = examples.getOrDefault(id(), examples.get(""));
    if (example == null) {
      throw new IllegalStateException(id() + " has no example of " + parameter.get("name"));
    }
    return example.asText();
  }

  /** The examples of the payload by name; the name can be empty. */
  public Map<String, JsonNode> payloads() {
    return contract.examples(payloadContent().path(payloadType()));
  }

  /** The first media type of the payload: JSON or a form. */
  public String payloadType() {
    return payloadContent().fieldNames().next();
  }

  private JsonNode payloadContent() {
    return contract.resolved(node.path("requestBody")).path("content");
  }

  /** The payload in the {@linkplain #payloadType media type}. */
  public String encoded(JsonNode payload) {
    return payloadType().equals("application/json") ? payload.toString() : form(payload);
  }

  private static String form(JsonNode payload) {
    return payload.properties().stream()
        .map(
            member ->
                member.getKey()
                    + "="
                    + URLEncoder.encode(member.getValue().asText(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Whether the status itself is documented, not only by {@code default}. */
  public boolean describes(int status) {
    return node.get("responses").has(Integer.toString(status));
  }

  JsonNode response(int status) {
    return contract.resolved(node.get("responses").path(Integer.toString(status)));
  }

  /** Adds headers to each response that does not describe them itself. */
  void addHeaders(JsonNode headers) {
    ObjectNode responses = (ObjectNode) node.get("responses");
    for (String status : mapOf(responses).keySet()) {
      ObjectNode response = contract.resolved(responses.get(status)).deepCopy();
      ObjectNode described = response.withObjectProperty("headers");
      mapOf(headers).forEach(described::putIfAbsent);
      responses.set(status, response);
    }
  }

  private static Map<String, JsonNode> mapOf(JsonNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  /** The examples of a response by name. */
  public Map<String, JsonNode> responseExamples(int status, String mediaType) {
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

  /** The path with the examples of its variables. */
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

  /** The examples of the query parameters or headers, by name. */
  public Map<String, String> exampleParameters(String location) {
    Map<String, String> examples = new TreeMap<>();
    for (JsonNode parameter : parameters()) {
      if (parameter.path("in").asText().equals(location)
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
