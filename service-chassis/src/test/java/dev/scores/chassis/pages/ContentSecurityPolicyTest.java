package dev.scores.chassis.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentSecurityPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "localhost:5001, localhost:* 127.0.0.1:*",
    "127.0.0.1:5001, localhost:* 127.0.0.1:*",
    "box.lan, box.lan:*",
    "10.0.0.7:80, 10.0.0.7:*"
  })
  void otherPortsOfTheHostAreAllowed(String host, String callable) {
    assertEquals("'self' https://scores.example.com " + callable, callable(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[::1]:5001", "a b", "x; script-src *", "x' *", "*", "x:y", "a\r\nb", "é"})
  void malformedHostAddsNoSource(String host) {
    assertEquals("'self' https://scores.example.com", callable(host));
  }

  private static String callable(String host) {
    List<String> sources = new ArrayList<>(List.of("https://scores.example.com"));
    sources.addAll(ContentSecurityPolicy.portsOf(host));
    String policy = ContentSecurityPolicy.of("'self'", sources);
    Matcher directive = Pattern.compile("connect-src ([^;]*);").matcher(policy);
    directive.find();
    return directive.group(1);
  }
}
