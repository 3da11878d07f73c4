package dev.scores.fuzzer;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Invalid and unusual values for targets and headers. */
final class OddInputs {

  /** Neither valid ids nor names of routes. */
  static final List<String> ODD_IDS =
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
          "a".repeat(3000));

  static final List<String> HUGE_IDS = List.of("9".repeat(5000), "1" + "0".repeat(40));

  private static final List<String> INVALID_INTEGERS =
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
  private static final List<String> INVALID_BOOLEANS =
      List.of(
          "", "1", "0", "yes", "TRUE", "True", "t", "null", "true,false", "%00", "x".repeat(3000));
  private static final List<String> INVALID_TIMES =
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
  private static final List<String> INVALID_CURSORS =
      List.of("", "!", "%00", "%20", "a%2Fb", "=", "%FF", "x".repeat(65), "A".repeat(3000));
  static final List<String> MALFORMED_QUERIES =
      List.of(
          "%", "%zz", "a=%", "limit=%f", "\u00ff=1", "=&=&&", "%00=1", "a[]=1&a[", "limit=1\u0001");
  static final List<String> ODD_HEADERS =
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
  static final List<String> INVALID_TOKENS =
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
  static final List<String> ODD_METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "PROPFIND", "get");

  private OddInputs() {}

  /** Returns values that are invalid for the parameter. */
  static Stream<String> invalidValues(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    return switch (ValidValues.type(schema)) {
      case "integer" ->
          Stream.concat(
              INVALID_INTEGERS.stream(),
              Stream.of(
                  ValidValues.max(schema).add(BigInteger.ONE).toString(),
                  ValidValues.min(schema).subtract(BigInteger.ONE).toString()));
      case "boolean" -> INVALID_BOOLEANS.stream();
      default ->
          ("date-time".equals(schema.getFormat()) ? INVALID_TIMES : INVALID_CURSORS).stream();
    };
  }
}
