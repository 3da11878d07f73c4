package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

  private static final int TARGETS = 5000;

  private static BasketsService service;

  @BeforeAll
  static void start() {
    service = new BasketsService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "*",
        "nope",
        "?a=b",
        "localhost:80",
        "http://localhost/ping",
        "/ping",
        "/ping?",
        "/scores/1",
        "/AZaz09-._~",
        "/%C3%A4%c3%a4%00",
        "/ping?a=b/c//d/?e",
        "/ping?!$&'()*+,;=:@%2f"
      })
  void canonicalTargetIsUnchanged(String target) {
    assertEquals(target, RequestTarget.canonical(target));
  }

  @ParameterizedTest
  @CsvSource({
    "/a b, /a%20b",
    "/a;b=c, /a%3Bb%3Dc",
    "http://localhost/a|b, http://localhost/a%7Cb",
    "http://localhost:80//a/?b=|, http://localhost:80/%2Fa%2F?b=%7C",
    "/a+b, /a%2Bb",
    "/a#b, /a%23b",
    "/a:b@c, /a%3Ab%40c",
    "/{a}|^`\\\"<>, /%7Ba%7D%7C%5E%60%5C%22%3C%3E",
    "/\u00ff\u0080\u007f, /%FF%80%7F",
    "/%, /%25",
    "/%4, /%254",
    "/%zz, /%25zz",
    "/%4g, /%254g",
    "/%%41, /%25%41",
    "/%\uff14\uff11, /%25%14%11",
    "/ping/, /ping%2F",
    "/ping/?a=b/, /ping%2F?a=b/",
    "//, /%2F",
    "//ping, /%2Fping",
    "/a//b, /a/%2Fb",
    "/a///, /a/%2F%2F",
    "/a|b?c=d?e, /a%7Cb?c=d?e",
    "/a?{b}|^`\\\"<>, /a?%7Bb%7D%7C%5E%60%5C%22%3C%3E",
    "/a?b#c, /a?b%23c",
    "/a?b=\u00ff, /a?b=%FF",
    "/a?b=%zz&c=%, /a?b=%25zz&c=%25",
    "/a?b=[1], /a?b=%5B1%5D",
    "/a%4?1, /a%254?1"
  })
  void otherCharactersAreEncoded(String target, String canonical) {
    assertEquals(canonical, RequestTarget.canonical(target));
  }

  @Test
  void canonicalFormIsAUriAndIdempotent() {
    long seed =
        Optional.ofNullable(Long.getLong("scores.seed")).orElseGet(() -> new Random().nextLong());
    Random random = new Random(seed);
    Stream.generate(() -> target(random)).limit(TARGETS).forEach(target -> holds(target, seed));
  }

  private static void holds(String target, long seed) {
    String repeat = "-Dscores.seed=" + seed + " repeats this: " + target;
    String canonical = RequestTarget.canonical(target);
    assertEquals(canonical, RequestTarget.canonical(canonical), repeat);
    if (target.startsWith("/")) {
      URI uri = URI.create(canonical);
      assertNull(uri.getRawAuthority(), repeat);
      assertNull(uri.getRawFragment(), repeat);
      assertEquals(target.indexOf('?') >= 0, uri.getRawQuery() != null, repeat);
      assertEquals(bytes(target), bytes(canonical), repeat);
    }
  }

  /** A random target in ISO 8859-1 in which characters with a meaning are frequent. */
  private static String target(Random random) {
    String meaningful = "//%%?4fA1";
    return random
        .ints(random.nextInt(12), 0, 512)
        .mapToObj(n -> n < 256 ? (char) n : meaningful.charAt(n % meaningful.length()))
        .map(String::valueOf)
        .collect(Collectors.joining("", random.nextInt(8) == 0 ? "" : "/", ""));
  }

  /** The decoded target, with a char for each byte. */
  private static String bytes(String target) {
    return Pattern.compile("%([0-9A-Fa-f]{2})")
        .matcher(target)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  @ParameterizedTest
  @CsvSource({
    "a|b, a|b",
    "a#b, a#b",
    "a+b;c=d, a+b;c=d",
    "a%2Fb, a/b",
    "a/, a/",
    "%zz, %zz",
    "%C3%A4, \u00e4",
    "\u00c3\u00a4, \u00e4"
  })
  void anyTextInAPathReachesItsRoute(String sent, String received) {
    service.get("/texts/" + sent).is(200, "[\"" + received + "\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a=|^{}", "=%zz&%", "#", "\u00ff", "?/[]", "&&=&"})
  void unknownQueryIsIgnored(String query) {
    service.get("/texts/a?" + query).is(200, "[\"a\"]");
  }
}
