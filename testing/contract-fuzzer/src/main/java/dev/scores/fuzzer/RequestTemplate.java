package dev.scores.fuzzer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A valid request, from which invalid ones are derived.
 *
 * @param path the encoded values of the path's variables
 * @param query the encoded parts, {@code name=value}
 * @param body the payload, null without one
 */
record RequestTemplate(
    FuzzedOperation operation,
    Map<String, String> path,
    List<String> query,
    List<String> headers,
    @Nullable JsonNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double ABSENT_PROBABILITY = 0.6;

  RequestTemplate {
    path = Map.copyOf(path);
    query = List.copyOf(query);
    headers = List.copyOf(headers);
  }

  static Arbitrary<RequestTemplate> of(FuzzedOperation operation) {
    List<Arbitrary<Optional<String>>> values =
        operation.parameters().stream().map(RequestTemplate::value).toList();
    Arbitrary<RequestTemplate> head =
        values.isEmpty()
            ? Arbitraries.just(of(operation, List.of()))
            : Combinators.combine(values).as(made -> of(operation, made));
    return operation.body() == null
        ? head
        : Combinators.combine(head, payloads(operation, operation.body()))
            .as(RequestTemplate::withBody);
  }

  /** A third are examples of the contract, which are known to succeed. */
  private static Arbitrary<JsonNode> payloads(FuzzedOperation operation, Schema<?> schema) {
    Arbitrary<JsonNode> any = ValidValues.of(schema);
    return operation.payloads().isEmpty()
        ? any
        : Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.of(operation.payloads())), Tuple.of(2, any));
  }

  private static Arbitrary<Optional<String>> value(Parameter parameter) {
    Object example =
        parameter.getExample() == null
            ? parameter.getSchema().getExample()
            : parameter.getExample();
    Arbitrary<String> text = ValidValues.of(parameter.getSchema(), example).map(JsonNode::asText);
    return Boolean.TRUE.equals(parameter.getRequired())
        ? text.map(Optional::of)
        : text.optional(1 - ABSENT_PROBABILITY);
  }

  private static RequestTemplate of(FuzzedOperation operation, List<Optional<String>> values) {
    Map<String, String> path = new TreeMap<>();
    List<String> query = new ArrayList<>();
    List<String> headers = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String name = operation.parameters().get(i).getName();
      String location = operation.parameters().get(i).getIn();
      values
          .get(i)
          .ifPresent(
              value -> {
                switch (location) {
                  case "path" -> path.put(name, encoded(value));
                  case "query" -> query.add(name + "=" + encoded(value));
                  case "header" -> headers.add(name + ": " + value);
                  default ->
                      throw new IllegalArgumentException(
                          "unsupported parameter location " + location);
                }
              });
    }
    return new RequestTemplate(operation, path, query, headers, null);
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  RequestTemplate withBody(JsonNode newBody) {
    return new RequestTemplate(operation, path, query, headers, newBody);
  }

  RequestTemplate withPath(String name, String value) {
    Map<String, String> changed = new TreeMap<>(path);
    changed.put(name, value);
    return new RequestTemplate(operation, changed, query, headers, body);
  }

  /** Replaces the parameter by these parts. */
  RequestTemplate withQuery(String name, String... parts) {
    List<String> changed = new ArrayList<>(query);
    changed.removeIf(part -> part.startsWith(name + "="));
    changed.addAll(List.of(parts));
    return new RequestTemplate(operation, path, changed, headers, body);
  }

  RequestTemplate withHeader(String line) {
    List<String> changed = new ArrayList<>(headers);
    String name = line.substring(0, line.indexOf(':') + 1);
    changed.removeIf(there -> there.regionMatches(true, 0, name, 0, name.length()));
    changed.add(line);
    return new RequestTemplate(operation, path, query, changed, body);
  }

  String target() {
    String target = operation.path();
    for (Map.Entry<String, String> variable : path.entrySet()) {
      target = target.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    return query.isEmpty() ? target : target + "?" + String.join("&", query);
  }

  /** The payload in UTF-8, one char for each byte; empty without a payload. */
  String octets() {
    return body == null ? "" : octets(body);
  }

  static String octets(JsonNode json) {
    try {
      return octets(JSON.writeValueAsString(json));
    } catch (JsonProcessingException fault) {
      throw new IllegalArgumentException(json.toString(), fault);
    }
  }

  static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  FuzzedRequest request(RequestKind kind) {
    return request(kind, octets(), "application/json");
  }

  FuzzedRequest request(RequestKind kind, String octets, String mediaType) {
    RequestTemplate whole =
        octets.isEmpty() || mediaType.isEmpty() ? this : withHeader("Content-Type: " + mediaType);
    return new FuzzedRequest(
        operation, kind, operation.method(), target(), whole.headers(), true, octets);
  }
}
