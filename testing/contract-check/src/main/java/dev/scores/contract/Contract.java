package dev.scores.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An OpenAPI contract from the class path. The headers that it states once, in {@code
 * x-response-headers}, are part of each response that they apply to. Immutable.
 */
public final class Contract {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode root;

  private Contract(JsonNode root) {
    this.root = root;
    JsonNode common = root.path("x-response-headers");
    for (Operation operation : operations()) {
      operation.addHeaders(common.path("all"));
      if (!operation.isPublic()) {
        operation.addHeaders(common.path("protected"));
      }
      if (operation.isDeprecated()) {
        operation.addHeaders(common.path("deprecated"));
      }
    }
  }

  /**
   * Reads a contract.
   *
   * @param resource its name on the class path, for example {@code openapi/scores.yaml}
   */
  public static Contract read(String resource) {
    try (InputStream yaml = Contract.class.getClassLoader().getResourceAsStream(resource)) {
      if (yaml == null) {
        throw new IllegalArgumentException(resource + " is not on the class path");
      }
      return new Contract(new YAMLMapper().readTree(yaml));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The contract as JSON, in which each response has all of its headers. */
  String json() {
    return root.toString();
  }

  /** All operations, in the order of the file. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(
              new Operation(
                  this, path.getKey(), method.getKey(), path.getValue(), method.getValue()));
        }
      }
    }
    return operations;
  }

  Operation operation(String path, String method) {
    return operations().stream()
        .filter(one -> one.path().equals(path) && one.method().equalsIgnoreCase(method))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the node, or the target of its {@code $ref}. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(root.at(node.get("$ref").asText().substring(1))) : node;
  }

  /** The schemas of error bodies, which allow no further members. */
  List<JsonNode> failureSchemas() {
    return Stream.of("Failure", "ApiFailure", "OAuthFailure", "Problem")
        .map(name -> root.at("/components/schemas/" + name))
        .filter(JsonNode::isObject)
        .map(this::whole)
        .map(Contract::closed)
        .toList();
  }

  /** Forbids members that the schema does not describe, here and in the schemas inside. */
  private static JsonNode closed(JsonNode schema) {
    schema.forEach(Contract::closed);
    if (schema instanceof ObjectNode object && schema.path("type").asText().equals("object")) {
      object.put("additionalProperties", false);
    }
    return schema;
  }

  boolean isPublic(JsonNode operation) {
    return operation.path("security").isArray() && operation.get("security").isEmpty();
  }

  boolean isTokenOptional(JsonNode operation) {
    return operation.path("security").valueStream().anyMatch(JsonNode::isEmpty);
  }

  /** The examples of a media type, a parameter or a header by name; the name can be empty. */
  Map<String, JsonNode> examples(JsonNode described) {
    Map<String, JsonNode> examples = new TreeMap<>();
    if (described.has("example")) {
      examples.put("", described.get("example"));
    }
    described
        .path("examples")
        .properties()
        .forEach(named -> examples.put(named.getKey(), resolved(named.getValue()).path("value")));
    return examples;
  }

  /** Returns the schema with all references replaced by their targets. */
  JsonNode whole(JsonNode schema) {
    JsonNode node = resolved(schema);
    if (node instanceof ObjectNode object) {
      ObjectNode whole = object.objectNode();
      object.properties().forEach(member -> whole.set(member.getKey(), whole(member.getValue())));
      return whole;
    }
    return node instanceof MissingNode ? node : node.deepCopy();
  }
}
