package dev.scores.fuzzer;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Generates payloads that are invalid in one way each. */
final class InvalidPayloads {

  /** Larger than the limit of the services, 128 KiB. */
  private static final int TOO_LARGE_BYTES = 140_000;

  private static final List<String> VALUES_OF_ALL_TYPES =
      List.of("\"abc\"", "\"1\"", "\"true\"", "1", "0", "true", "false", "[]", "[1]", "{}");
  private static final List<String> HUGE =
      List.of(
          "9223372036854775808", "-9223372036854775809", "1" + "0".repeat(400), "1e999", "-1e999");
  private static final List<String> FRACTIONS =
      List.of("1.0", "1.5", "8.6e1", "1E0", "1e-1", "86.0", "-0.0", "0.1e1");
  private static final List<String> ODD_TEXTS =
      List.of(
          "\\u0000",
          "a\\u0000b",
          "\\ud800",
          "x\\udc00y",
          "\\ud83d\\ude00",
          "\u202eabc",
          "\u0661",
          " ",
          "\\t\\n",
          "'; drop table scores; --",
          "%s%n",
          "${jndi:ldap://x}",
          "\\u0130",
          "\ufeff");
  private static final List<String> NOT_OBJECTS =
      List.of("[]", "null", "true", "1", "\"text\"", "[{}]", "NaN", "{]", "x", "{\"a\" 1}", "'{}'");
  private static final List<String> INVALID_UTF8 =
      List.of(
          "\u00ff", "\u00c3(", "\u00ed\u00a0\u0080", "\u00c0\u0080", "\u00f5\u0080\u0080\u0080");
  private static final List<String> OTHER_MEDIA_TYPES =
      List.of(
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "application/merge-patch+json",
          "text/json",
          "json",
          "application/json/x",
          ";",
          "*/*");

  private InvalidPayloads() {}

  /** Requests of this kind; none if it does not apply to the payload. */
  static Arbitrary<List<FuzzedRequest>> of(
      RequestTemplate template, Schema<?> schema, JsonNode body, RequestKind kind) {
    String whole = template.octets();
    return switch (kind) {
      case WRONG_TYPE -> at(template, schema, body, kind, InvalidPayloads::wrongTypes);
      case NULL_MEMBER ->
          at(
              template,
              schema,
              body,
              kind,
              location ->
                  Boolean.TRUE.equals(location.schema().getNullable())
                      ? List.of()
                      : List.of("null"));
      case OUT_OF_BOUNDS ->
          at(template, schema, body, kind, location -> outOfBounds(location, body));
      case HUGE_NUMBER ->
          at(template, schema, body, kind, location -> location.is("integer") ? HUGE : List.of());
      case FRACTION ->
          at(
              template,
              schema,
              body,
              kind,
              location -> location.is("integer") ? FRACTIONS : List.of());
      case ODD_TEXT ->
          at(
              template,
              schema,
              body,
              kind,
              location ->
                  location.is("string")
                      ? ODD_TEXTS.stream().map(InvalidPayloads::quoted).toList()
                      : List.of());
      case MISSING_MEMBER ->
          one(
              MemberLocation.in(body, schema).stream()
                  .filter(MemberLocation::required)
                  .map(location -> template.withBody(location.without(body)).request(kind)));
      case EXTRA_MEMBER ->
          one(
              MemberLocation.in(body, schema).stream()
                  .flatMap(
                      location ->
                          Stream.of("id", "user_id", "created_at", "x", "", "\u0000", "__proto__")
                              .filter(name -> !ValidValues.members(schema).containsKey(name))
                              .flatMap(
                                  name ->
                                      Stream.of("1", "null", "{\"a\":[\"\\ud800\"]}")
                                          .map(raw -> location.withOther(body, name, raw))))
                  .map(json -> template.withBody(json).request(kind)));
      case DUPLICATE_KEY ->
          one(
              whole.length() < 3
                  ? Stream.empty()
                  : Stream.of(
                      withPayload(
                          template,
                          kind,
                          "{"
                              + whole.substring(1, whole.length() - 1)
                              + ","
                              + whole.substring(1))));
      case TRUNCATED ->
          Arbitraries.integers()
              .between(1, whole.length() - 1)
              .map(end -> List.of(withPayload(template, kind, whole.substring(0, end))));
      case TRAILING ->
          one(
              Stream.of("}", "{}", ",", "x", "\u0000", whole)
                  .map(end -> withPayload(template, kind, whole + end)));
      case NOT_UTF8 ->
          one(
              INVALID_UTF8.stream()
                  .map(
                      bad ->
                          withPayload(
                              template,
                              kind,
                              whole.substring(0, whole.length() - 1) + ",\"x\":\"" + bad + "\"}")));
      case EXCESSIVE_DEPTH ->
          one(
              Stream.of("[", "{\"a\":")
                  .map(
                      open ->
                          withPayload(
                              template,
                              kind,
                              whole.substring(0, whole.length() - 1)
                                  + ",\"x\":"
                                  + open.repeat(20_000))));
      case NOT_AN_OBJECT ->
          one(NOT_OBJECTS.stream().map(text -> withPayload(template, kind, text)));
      case NO_BODY -> one(Stream.of(withPayload(template, kind, "")));
      case TOO_LARGE ->
          one(
              Stream.of(" ".repeat(TOO_LARGE_BYTES), "x".repeat(TOO_LARGE_BYTES))
                  .map(
                      filling ->
                          withPayload(
                              template, kind, "{\"x\":\"" + filling + "\"," + whole.substring(1))));
      case WRONG_MEDIA_TYPE ->
          one(OTHER_MEDIA_TYPES.stream().map(type -> template.request(kind, whole, type)));
      default -> one(Stream.empty());
    };
  }

  private static FuzzedRequest withPayload(
      RequestTemplate template, RequestKind kind, String octets) {
    return template.request(kind, octets, "application/json");
  }

  private static Arbitrary<List<FuzzedRequest>> at(
      RequestTemplate template,
      Schema<?> schema,
      JsonNode body,
      RequestKind kind,
      Function<MemberLocation, List<String>> raws) {
    return one(
        MemberLocation.in(body, schema).stream()
            .flatMap(location -> raws.apply(location).stream().map(raw -> location.with(body, raw)))
            .map(json -> template.withBody(json).request(kind)));
  }

  private static Arbitrary<List<FuzzedRequest>> one(Stream<FuzzedRequest> requests) {
    List<FuzzedRequest> all = requests.toList();
    return all.isEmpty() ? Arbitraries.just(List.of()) : Arbitraries.of(all).map(List::of);
  }

  private static List<String> wrongTypes(MemberLocation location) {
    return VALUES_OF_ALL_TYPES.stream().filter(raw -> !hasTypeOf(location, raw)).toList();
  }

  private static boolean hasTypeOf(MemberLocation location, String raw) {
    return switch (raw.charAt(0)) {
      case '"' -> location.is("string");
      case '[' -> location.is("array");
      case '{' -> location.is("object");
      case 't', 'f' -> location.is("boolean");
      default -> location.is("integer");
    };
  }

  private static List<String> outOfBounds(MemberLocation location, JsonNode body) {
    Schema<?> schema = location.schema();
    List<String> raws = new ArrayList<>();
    if (location.is("integer")) {
      BigInteger min = ValidValues.min(schema);
      BigInteger max = ValidValues.max(schema);
      raws.addAll(
          List.of(
              min.subtract(BigInteger.ONE).toString(),
              max.add(BigInteger.ONE).toString(),
              max.multiply(BigInteger.TWO).negate().toString(),
              max.multiply(BigInteger.TWO).add(BigInteger.ONE).toString()));
    } else if (location.is("string") && schema.getEnum() == null) {
      if (schema.getMinLength() != null && schema.getMinLength() > 0) {
        raws.add(quoted("a".repeat(schema.getMinLength() - 1)));
      }
      if (schema.getMaxLength() != null) {
        raws.add(quoted("a".repeat(schema.getMaxLength() + 1)));
        raws.add(quoted("a".repeat(schema.getMaxLength() + 1) + "@example.com"));
      }
    } else if (location.is("array")) {
      if (schema.getMinItems() != null && schema.getMinItems() > 0) {
        raws.add("[]");
      }
      if (schema.getMaxItems() != null && schema.getMaxItems() < 5000) {
        String item = body.at(location.object()).get(location.member()).get(0).toString();
        raws.add("[" + (item + ",").repeat(schema.getMaxItems()) + item + "]");
      }
    }
    return raws;
  }

  private static String quoted(String text) {
    return String.format(Locale.ROOT, "\"%s\"", text);
  }
}
