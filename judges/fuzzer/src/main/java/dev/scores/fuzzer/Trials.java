package dev.scores.fuzzer;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Requests for an operation: as the contract has them, and broken in one way each. */
final class Trials {

  private static final Set<Kind> OF_BODIES = EnumSet.range(Kind.WRONG_TYPE, Kind.WRONG_MEDIA_TYPE);

  /** Those that are refused before a password would be hashed. */
  private static final Set<Kind> BREAKS_THE_PAYLOAD =
      EnumSet.complementOf(
          EnumSet.of(
              Kind.VALID,
              Kind.EXTRA_MEMBER,
              Kind.ODD_TEXT,
              Kind.ODD_HEADER,
              Kind.UNKNOWN_PARAMETER,
              Kind.BROKEN_TARGET,
              Kind.NO_TOKEN,
              Kind.BAD_TOKEN));

  /** None is an id, nor the name of another route. */
  private static final List<String> ODD_IDS =
      List.of(
          "blah",
          "0",
          "-1",
          "+1",
          "01",
          "1_0",
          "1.0",
          "1e1",
          "0x1",
          "%D9%A1",
          "%EF%BC%91",
          "1%20",
          "%201",
          "%00",
          "1%00",
          "1%2F2",
          "%2F",
          "%2e%2e",
          "..",
          ".",
          "1;x=y",
          "'%20or%201=1--",
          "1%27",
          "%FF",
          "%ED%A0%80",
          "null",
          "true",
          "%7B%7D",
          "1,2",
          "*",
          "%252F",
          "-0",
          "1L",
          "9".repeat(5000),
          "1" + "0".repeat(40),
          "a".repeat(3000));

  private static final List<String> BAD_INTEGERS =
      List.of(
          "",
          "x",
          "-1",
          "0",
          "1.0",
          "1e1",
          "+1",
          "%2B1",
          "%201",
          "01x",
          "%D9%A1",
          "null",
          "99999999999",
          "9".repeat(3000),
          "1,2",
          "%00");
  private static final List<String> BAD_BOOLEANS =
      List.of(
          "", "1", "0", "yes", "TRUE", "True", "t", "null", "true,false", "%00", "x".repeat(3000));
  private static final List<String> BAD_TIMES =
      List.of(
          "",
          "now",
          "2026",
          "2026-13-01T00:00:00Z",
          "2026-02-30T00:00:00Z",
          "2026-01-01T00:00:00",
          "2026-01-01T24:01:00Z",
          "99999-01-01T00:00:00Z",
          "0",
          "%00",
          "2026-01-01T00:00:00+99:00",
          "1".repeat(3000));
  private static final List<String> BAD_CURSORS =
      List.of("", "!", "%00", "%20", "a%2Fb", "=", "%FF", "x".repeat(65), "A".repeat(3000));
  private static final List<String> BROKEN_QUERIES =
      List.of(
          "%", "%zz", "a=%", "limit=%f", "\u00ff=1", "=&=&&", "%00=1", "a[]=1&a[", "limit=1\u0001");
  private static final List<String> ODD_HEADERS =
      List.of(
          "Accept: application/problem+json",
          "Accept: text/html",
          "Accept: */*;q=0",
          "Accept: ;;,",
          "Accept: application/json;q=x",
          "Accept: text/csv",
          "Accept: application/x-ndjson",
          "Accept: \u00ff",
          "Accept: application/problem+json;q=0.9, application/json;q=0.8",
          "If-Match: *",
          "If-Match: \"1\"",
          "If-Match: W/\"1\"",
          "If-Match: 1",
          "If-Match: \"",
          "If-Match: ,",
          "If-Match: \"99999999999999999999\"",
          "If-Match: \u00ff",
          "If-None-Match: *",
          "If-None-Match: \"1",
          "If-None-Match: W/\"1\", \"2\"",
          "X-Request-Id: abc",
          "X-Request-Id: a b\u00ff",
          "X-Request-Id: " + "x".repeat(5000),
          "Accept-Language: xx",
          "Accept-Encoding: gzip;q=x",
          "Content-Encoding: gzip",
          "Range: bytes=0-0",
          "Origin: null",
          "Origin: \u00ff",
          "Cookie: a=b; =; ;",
          "X-Forwarded-For: x",
          "Forwarded: for=\"_x",
          "If-Modified-Since: x",
          "Expect: x",
          "Prefer: x");
  private static final List<String> BAD_TOKENS =
      List.of(
          "",
          "Bearer",
          "Bearer ",
          "Bearer x",
          "Basic eDp5",
          "Bearer a b",
          "Bearer \u00ff",
          "Token x",
          "Bearer " + "x".repeat(3000),
          "Bearer a.b.c",
          ",",
          "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.");
  private static final List<String> ODD_METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "PROPFIND", "get");

  private Trials() {}

  static Arbitrary<Trial> of(Operation operation) {
    List<Tuple2<Integer, Arbitrary<List<Trial>>>> kinds = new ArrayList<>();
    Arbitrary<Draft> drafts = Draft.of(operation);
    for (Kind kind : Kind.values()) {
      if (applies(kind, operation)) {
        kinds.add(Tuple.of(weight(kind, operation), drafts.flatMap(draft -> broken(draft, kind))));
      }
    }
    return Arbitraries.frequencyOf(kinds).filter(found -> !found.isEmpty()).map(List::getFirst);
  }

  private static int weight(Kind kind, Operation operation) {
    boolean costly = operation.hashes() && !BREAKS_THE_PAYLOAD.contains(kind);
    return switch (kind) {
      case VALID -> costly ? 6 : 24;
      case TOO_LARGE -> 1;
      default -> costly ? 1 : 8;
    };
  }

  private static boolean applies(Kind kind, Operation operation) {
    return switch (kind) {
      case ODD_ID -> !operation.parameters("path").isEmpty();
      case BAD_PARAMETER, REPEATED_PARAMETER -> !operation.parameters("query").isEmpty();
      default -> !OF_BODIES.contains(kind) || operation.body() != null;
    };
  }

  private static Arbitrary<List<Trial>> broken(Draft draft, Kind kind) {
    Schema<?> schema = draft.operation().body();
    JsonNode body = draft.body();
    if (OF_BODIES.contains(kind) && schema != null && body != null) {
      return BrokenBodies.of(draft, schema, body, kind);
    }
    Stream<Trial> trials =
        switch (kind) {
          case VALID -> Stream.of(draft.trial(kind));
          case ODD_ID ->
              draft.operation().parameters("path").stream()
                  .flatMap(id -> ODD_IDS.stream().map(odd -> draft.withPath(id.getName(), odd)))
                  .map(odd -> odd.trial(kind));
          case BAD_PARAMETER ->
              draft.operation().parameters("query").stream()
                  .flatMap(
                      bad ->
                          bad(bad)
                              .map(
                                  value ->
                                      draft.withQuery(bad.getName(), bad.getName() + "=" + value)))
                  .map(bad -> bad.trial(kind));
          case REPEATED_PARAMETER ->
              draft.operation().parameters("query").stream()
                  .map(
                      twice ->
                          draft.withQuery(
                              twice.getName(), twice.getName() + "=1", twice.getName() + "=true"))
                  .map(twice -> twice.trial(kind));
          case UNKNOWN_PARAMETER ->
              Stream.of("x=1", "offset=-1", "x", "%D9%A1=%00", "q=" + "x".repeat(2000))
                  .map(unknown -> draft.withQuery("-", unknown).trial(kind));
          case BROKEN_TARGET ->
              BROKEN_QUERIES.stream().map(broken -> draft.withQuery("-", broken).trial(kind));
          case ODD_HEADER -> ODD_HEADERS.stream().map(line -> draft.withHeader(line).trial(kind));
          case NO_TOKEN -> Stream.of(unauthorised(draft.trial(kind)));
          case BAD_TOKEN ->
              BAD_TOKENS.stream()
                  .map(bad -> unauthorised(draft.withHeader("Authorization: " + bad).trial(kind)));
          case ODD_METHOD ->
              ODD_METHODS.stream()
                  .filter(method -> !draft.operation().methods().contains(method))
                  .map(method -> with(draft.trial(kind), method));
          default -> Stream.empty();
        };
    return Arbitraries.of(trials.toList()).map(List::of);
  }

  private static Stream<String> bad(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    return switch (ValidValues.type(schema)) {
      case "integer" ->
          Stream.concat(
              BAD_INTEGERS.stream(),
              Stream.of(
                  ValidValues.most(schema).add(BigInteger.ONE).toString(),
                  ValidValues.least(schema).subtract(BigInteger.ONE).toString()));
      case "boolean" -> BAD_BOOLEANS.stream();
      default -> ("date-time".equals(schema.getFormat()) ? BAD_TIMES : BAD_CURSORS).stream();
    };
  }

  private static Trial unauthorised(Trial trial) {
    return new Trial(
        trial.operation(),
        trial.kind(),
        trial.method(),
        trial.target(),
        trial.headers(),
        false,
        trial.octets());
  }

  private static Trial with(Trial trial, String method) {
    return new Trial(
        trial.operation(),
        trial.kind(),
        method,
        trial.target(),
        trial.headers(),
        true,
        trial.octets());
  }
}
