package dev.scores.fuzzer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Generates valid values of a schema. Two in five are its example, which refers to stored data. */
final class ValidValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int EXTRA_ITEMS = 6;

  private ValidValues() {}

  static Arbitrary<JsonNode> of(Schema<?> schema) {
    return of(schema, schema.getExample());
  }

  /** Generates values with an example from elsewhere, null for none. */
  static Arbitrary<JsonNode> of(Schema<?> schema, @Nullable Object example) {
    Arbitrary<JsonNode> any =
        switch (type(schema)) {
          case "object" -> object(schema);
          case "array" -> array(schema);
          case "integer" -> integer(schema);
          case "boolean" -> Arbitraries.of(true, false).map(JSON::booleanNode);
          case "string" -> string(schema, example);
          default -> throw new IllegalArgumentException("unsupported type " + schema.getType());
        };
    return example == null || type(schema).equals("object")
        ? any
        : Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(asJson(schema, example))), Tuple.of(3, any));
  }

  static String type(Schema<?> schema) {
    return Optional.ofNullable(schema.getType()).orElse("object");
  }

  static Map<String, Schema<?>> members(Schema<?> schema) {
    Map<String, Schema<?>> members = new TreeMap<>();
    if (schema.getProperties() != null) {
      schema.getProperties().forEach(members::put);
    }
    return members;
  }

  static List<String> required(Schema<?> schema) {
    return Optional.ofNullable(schema.getRequired()).orElse(List.of());
  }

  private static JsonNode asJson(Schema<?> schema, Object example) {
    // The parser turns text that looks like a date into a date.
    return example instanceof Date || example instanceof OffsetDateTime
        ? JSON.textNode("2026-11-20T09:15:00Z")
        : type(schema).equals("string")
            ? JSON.textNode(example.toString())
            : MAPPER.valueToTree(example);
  }

  private static Arbitrary<JsonNode> object(Schema<?> schema) {
    Map<String, Schema<?>> members = members(schema);
    Arbitrary<Set<String>> names =
        Arbitraries.subsetOf(members.keySet())
            .map(
                some -> {
                  Set<String> all = new TreeSet<>(some);
                  all.addAll(required(schema));
                  return all;
                });
    return names.flatMap(
        chosen -> {
          List<String> order = List.copyOf(chosen);
          List<Arbitrary<JsonNode>> values = new ArrayList<>();
          order.forEach(name -> values.add(of(Objects.requireNonNull(members.get(name), name))));
          return Combinators.combine(values)
              .as(
                  made -> {
                    ObjectNode object = JSON.objectNode();
                    for (int i = 0; i < order.size(); i++) {
                      object.set(order.get(i), made.get(i));
                    }
                    return object;
                  });
        });
  }

  private static Arbitrary<JsonNode> array(Schema<?> schema) {
    int min = Optional.ofNullable(schema.getMinItems()).orElse(0);
    int max = Optional.ofNullable(schema.getMaxItems()).orElse(Integer.MAX_VALUE);
    return of(schema.getItems())
        .list()
        .ofMinSize(min)
        .ofMaxSize(Math.min(max, min + EXTRA_ITEMS))
        .map(items -> JSON.arrayNode().addAll(items));
  }

  private static Arbitrary<JsonNode> integer(Schema<?> schema) {
    BigInteger min = min(schema);
    BigInteger max = max(schema);
    return Arbitraries.oneOf(
            Arbitraries.bigIntegers().between(min, max.min(min.add(BigInteger.TEN))),
            Arbitraries.bigIntegers().between(min, max))
        .map(JSON::numberNode);
  }

  static BigInteger min(Schema<?> schema) {
    return Optional.ofNullable(schema.getMinimum())
        .map(BigDecimal::toBigInteger)
        .orElse(BigInteger.valueOf(Long.MIN_VALUE));
  }

  static BigInteger max(Schema<?> schema) {
    return Optional.ofNullable(schema.getMaximum())
        .map(BigDecimal::toBigInteger)
        .orElse(BigInteger.valueOf(Long.MAX_VALUE));
  }

  private static Arbitrary<JsonNode> string(Schema<?> schema, @Nullable Object example) {
    if (schema.getEnum() != null) {
      return Arbitraries.of(schema.getEnum()).map(one -> JSON.textNode(one.toString()));
    }
    if ("date-time".equals(schema.getFormat())) {
      return Arbitraries.longs()
          .between(0, 4_000_000_000L)
          .map(second -> JSON.textNode(Instant.ofEpochSecond(second).toString()));
    }
    int min = Optional.ofNullable(schema.getMinLength()).orElse(0);
    int max = Optional.ofNullable(schema.getMaxLength()).orElse(Integer.MAX_VALUE);
    Arbitrary<String> letters =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .numeric()
            .ofMinLength(min)
            .ofMaxLength(Math.min(max, min + 20));
    // A prefix keeps an email address valid.
    return (example == null ? letters : letters.map(one -> cut(one + example, max)))
        .map(JSON::textNode);
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }
}
