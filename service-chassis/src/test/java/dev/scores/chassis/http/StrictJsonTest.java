package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static final int DEEPEST = 1000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0",
        "-0",
        "-12.5e-3",
        "1E400",
        "\"\"",
        "\"\u00e4\ud83d\ude00\"",
        "\"\\u00e4\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "[]",
        "{}",
        " \t\r\n{ \"a\" : [ 1 , null ] , \"b\" : { \"a\" : 1 } }\n",
        "{\"\":1,\"A\":1,\"a\":1}"
      })
  void validJsonIsParsed(String json) {
    StrictJson.read(utf8(json));
  }

  @Test
  void parsedTreeEqualsTheText() {
    assertEquals(
        "{\"a\":[1,\"\u00e4\",false,null],\"b\":{}}",
        StrictJson.read(utf8("{\"a\":[1,\"\\u00e4\",false,null], \"b\":{}}")).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1",
        "\"a",
        "]",
        "nul",
        "NULL",
        "True",
        "undefined",
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-",
        ".5",
        "1.",
        "1e",
        "0x1",
        "1_000",
        "'a'",
        "a",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{1:1}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\":1,}",
        "// a\n1",
        "/* a */ 1",
        "# a\n1",
        "\"\t\"",
        "\"\n\"",
        "\"\u0000\"",
        "\"\\x41\"",
        "\"\\u12\"",
        "\"\\'\"",
        "\u00a01",
        "\f1",
        "\ufeff1"
      })
  void invalidJsonIsRejected(String json) {
    rejected("malformed JSON at line ", json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2", "{} {}", "{}x", "null,", "[]]", "1\u0000"})
  void trailingTokensAreRejected(String json) {
    rejected("malformed JSON at line ", json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"a\":1,\"\\u0061\":1}",
        "[{\"x\":{\"a\":1,\"a\":1}}]"
      })
  void duplicateNameIsRejected(String json) {
    rejected("malformed JSON at line ", json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t"})
  void emptyTextIsRejected(String json) {
    rejected("request body is required", json);
  }

  @Test
  void errorHasTheLocationWithoutParserMessages() {
    assertEquals("malformed JSON at line 2, column 7", rejection(utf8("{\n  \"a\":x}")));
  }

  static List<Charset> otherEncodings() {
    return List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, Charset.forName("UTF-32"));
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void anEncodingOtherThanUtf8IsRejected(Charset encoding) {
    String why = rejection("\"\u00e4\u00ff\"".getBytes(encoding));
    assertTrue(why.equals("not UTF-8") || why.startsWith("malformed JSON"), why);
  }

  static List<byte[]> brokenUtf8() {
    return List.of(
        new byte[] {'"', (byte) 0xff, '"'},
        new byte[] {'"', (byte) 0xc3, '"'},
        new byte[] {'"', (byte) 0x80, '"'},
        // A surrogate, and a slash that is longer than it need be.
        new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
        new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
        new byte[] {'1', (byte) 0xc3});
  }

  @ParameterizedTest
  @MethodSource("brokenUtf8")
  void brokenUtf8IsRejected(byte[] json) {
    assertEquals("not UTF-8", rejection(json));
  }

  @Test
  void nestingIsLimited() {
    StrictJson.read(utf8("[".repeat(DEEPEST) + "]".repeat(DEEPEST)));
    rejected("malformed JSON", "[".repeat(DEEPEST + 1) + "]".repeat(DEEPEST + 1));
    rejected("malformed JSON", "{\"a\":".repeat(DEEPEST + 1) + "1" + "}".repeat(DEEPEST + 1));
    rejected("malformed JSON", "[".repeat(100_000));
  }

  @Test
  void lengthOfNumbersAndNamesIsLimited() {
    StrictJson.read(utf8("9".repeat(1000)));
    rejected("malformed JSON", "9".repeat(1001));
    rejected("malformed JSON", "{\"" + "a".repeat(50_001) + "\":1}");
  }

  private static void rejected(String why, String json) {
    String reason = rejection(utf8(json));
    assertTrue(reason.startsWith(why), reason);
  }

  /** Why the bytes are rejected. */
  private static String rejection(byte[] json) {
    ApiException rejection = assertThrows(ApiException.class, () -> StrictJson.read(json));
    assertEquals(ApiException.invalidPayload("").status(), rejection.status());
    assertEquals("invalid_payload", rejection.code());
    assertEquals(1, rejection.errors().size());
    assertEquals("", rejection.errors().get(0).pointer());
    return rejection.errors().get(0).message();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
