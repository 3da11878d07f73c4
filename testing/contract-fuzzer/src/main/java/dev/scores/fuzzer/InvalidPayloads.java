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

/** Payloads broken in one way each. */
final class InvalidPayloads {

  /** Longer than any service takes: 128 KiB is the limit. */
  private static final int TOO_MANY = 140_000;

  private static final List<String> OTHERS =
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
  private static final List<String> NO_OBJECTS =
      List.of("[]", "null", "true", "1", "\"text\"", "[{}]", "NaN", "{]", "x", "{\"a\" 1}", "'{}'");
  private static final List<String> NO_UTF8 =
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

  /** The trials of that kind; none where no payload of the operation can be broken so. */
  static Arbitrary<List<Trial>> of(
      RequestTemplate draft, Schema<?> schema, JsonNode body, Kind kind) {
    String whole = draft.octets();
    return switch (kind) {
      case WRONG_TYPE -> at(draft, schema, body, kind, InvalidPayloads::wrongTypes);
      case NULL_MEMBER ->
          at(
              draft,
              schema,
              body,
              kind,
              place ->
                  Boolean.TRUE.equals(place.schema().getNullable()) ? List.of() : List.of("null"));
      case OUT_OF_BOUNDS -> at(draft, schema, body, kind, place -> outOfBounds(place, body));
      case HUGE_NUMBER ->
          at(draft, schema, body, kind, place -> place.is("integer") ? HUGE : List.of());
      case FRACTION ->
          at(draft, schema, body, kind, place -> place.is("integer") ? FRACTIONS : List.of());
      case ODD_TEXT ->
          at(
              draft,
              schema,
              body,
              kind,
              place ->
                  place.is("string")
                      ? ODD_TEXTS.stream().map(InvalidPayloads::quoted).toList()
                      : List.of());
      case MISSING_MEMBER ->
          one(
              MemberLocation.in(body, schema).stream()
                  .filter(MemberLocation::required)
                  .map(place -> draft.withBody(place.without(body)).trial(kind)));
      case EXTRA_MEMBER ->
          one(
              MemberLocation.in(body, schema).stream()
                  .flatMap(
                      place ->
                          Stream.of("id", "user_id", "created_at", "x", "", "\u0000", "__proto__")
                              .filter(name -> !ValidValues.members(schema).containsKey(name))
                              .flatMap(
                                  name ->
                                      Stream.of("1", "null", "{\"a\":[\"\\ud800\"]}")
                                          .map(raw -> place.saying(body, name, raw))))
                  .map(json -> draft.withBody(json).trial(kind)));
      case DUPLICATE_KEY ->
          one(
              whole.length() < 3
                  ? Stream.empty()
                  : Stream.of(
                      sent(
                          draft,
                          kind,
                          "{"
                              + whole.substring(1, whole.length() - 1)
                              + ","
                              + whole.substring(1))));
      case TRUNCATED ->
          Arbitraries.integers()
              .between(1, whole.length() - 1)
              .map(end -> List.of(sent(draft, kind, whole.substring(0, end))));
      case TRAILING ->
          one(
              Stream.of("}", "{}", ",", "x", "\u0000", whole)
                  .map(end -> sent(draft, kind, whole + end)));
      case NOT_UTF8 ->
          one(
              NO_UTF8.stream()
                  .map(
                      bad ->
                          sent(
                              draft,
                              kind,
                              whole.substring(0, whole.length() - 1) + ",\"x\":\"" + bad + "\"}")));
      case ABSURD_DEPTH ->
          one(
              Stream.of("[", "{\"a\":")
                  .map(
                      open ->
                          sent(
                              draft,
                              kind,
                              whole.substring(0, whole.length() - 1)
                                  + ",\"x\":"
                                  + open.repeat(20_000))));
      case NOT_AN_OBJECT -> one(NO_OBJECTS.stream().map(text -> sent(draft, kind, text)));
      case NO_BODY -> one(Stream.of(sent(draft, kind, "")));
      case TOO_LARGE ->
          one(
              Stream.of(" ".repeat(TOO_MANY), "x".repeat(TOO_MANY))
                  .map(
                      filling ->
                          sent(draft, kind, "{\"x\":\"" + filling + "\"," + whole.substring(1))));
      case WRONG_MEDIA_TYPE ->
          one(OTHER_MEDIA_TYPES.stream().map(type -> draft.trial(kind, whole, type)));
      default -> one(Stream.empty());
    };
  }

  private static Trial sent(RequestTemplate draft, Kind kind, String octets) {
    return draft.trial(kind, octets, "application/json");
  }

  private static Arbitrary<List<Trial>> at(
      RequestTemplate draft,
      Schema<?> schema,
      JsonNode body,
      Kind kind,
      Function<MemberLocation, List<String>> raws) {
    return one(
        MemberLocation.in(body, schema).stream()
            .flatMap(place -> raws.apply(place).stream().map(raw -> place.say(body, raw)))
            .map(json -> draft.withBody(json).trial(kind)));
  }

  private static Arbitrary<List<Trial>> one(Stream<Trial> trials) {
    List<Trial> all = trials.toList();
    return all.isEmpty() ? Arbitraries.just(List.of()) : Arbitraries.of(all).map(List::of);
  }

  private static List<String> wrongTypes(MemberLocation place) {
    return OTHERS.stream().filter(raw -> !looksLike(place, raw)).toList();
  }

  private static boolean looksLike(MemberLocation place, String raw) {
    return switch (raw.charAt(0)) {
      case '"' -> place.is("string");
      case '[' -> place.is("array");
      case '{' -> place.is("object");
      case 't', 'f' -> place.is("boolean");
      default -> place.is("integer");
    };
  }

  private static List<String> outOfBounds(MemberLocation place, JsonNode body) {
    Schema<?> schema = place.schema();
    List<String> raws = new ArrayList<>();
    if (place.is("integer")) {
      BigInteger least = ValidValues.least(schema);
      BigInteger most = ValidValues.most(schema);
      raws.addAll(
          List.of(
              least.subtract(BigInteger.ONE).toString(),
              most.add(BigInteger.ONE).toString(),
              most.multiply(BigInteger.TWO).negate().toString(),
              most.multiply(BigInteger.TWO).add(BigInteger.ONE).toString()));
    } else if (place.is("string") && schema.getEnum() == null) {
      if (schema.getMinLength() != null && schema.getMinLength() > 0) {
        raws.add(quoted("a".repeat(schema.getMinLength() - 1)));
      }
      if (schema.getMaxLength() != null) {
        raws.add(quoted("a".repeat(schema.getMaxLength() + 1)));
        raws.add(quoted("a".repeat(schema.getMaxLength() + 1) + "@example.com"));
      }
    } else if (place.is("array")) {
      if (schema.getMinItems() != null && schema.getMinItems() > 0) {
        raws.add("[]");
      }
      if (schema.getMaxItems() != null && schema.getMaxItems() < 5000) {
        String item = body.at(place.object()).get(place.member()).get(0).toString();
        raws.add("[" + (item + ",").repeat(schema.getMaxItems()) + item + "]");
      }
    }
    return raws;
  }

  private static String quoted(String text) {
    return String.format(Locale.ROOT, "\"%s\"", text);
  }
}
