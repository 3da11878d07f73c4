package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Requests as command lines. */
class CurlTest {

  private final Curl curl = curl(Optional.empty());

  @Test
  void tokensAreVariables() {
    assertEquals(
        "curl -gi -H \"Authorization: Bearer $OTHER_TOKEN\" 'http://localhost:5002/scores/user'",
        curl.line(
            Request.of("GET", "/scores/user", null, "Authorization", "Bearer secret-token-2")));
  }

  @Test
  void quotesInThePayloadAreEscaped() {
    assertEquals(
        "curl -gi -X POST -H 'Content-Type:' 'http://localhost:5002/scores'"
            + " --data-binary '{'\\''exercise_id'\\'':1}'",
        curl.line(Request.of("POST", "/scores", "{'exercise_id':1}")));
  }

  @Test
  void otherEncodingsAreConverted() {
    assertEquals(
        "printf %s '{}' | iconv -f UTF-8 -t UTF-16BE | curl -gi -X PATCH -H 'Content-Type:'"
            + " 'http://localhost:5002/scores' --data-binary @-",
        curl.line(Request.of("PATCH", "/scores", "{}").in(StandardCharsets.UTF_16BE)));
  }

  @Test
  void invalidTargetIsSentAsItIs() {
    assertEquals(
        "curl -gi -I --request-target '/scores/%zz' 'http://localhost:5002'",
        curl.line(Request.of("HEAD", "/scores/%zz", null)));
  }

  @Test
  void longPayloadIsLeftOut() {
    assertEquals(
        "curl -gi -X PUT -H 'Content-Type: application/json' 'http://localhost:5002/scores/1'"
            + " --data-binary @payload # 3000 bytes",
        curl.line(
            Request.of("PUT", "/scores/1", " ".repeat(3000), "Content-Type", "application/json")));
  }

  @Test
  void emptyHeaderIsSent() {
    assertEquals(
        "curl -gi -H 'Authorization;' 'http://localhost:5002/ping'",
        curl.line(Request.of("GET", "/ping", null, "Authorization", "")));
  }

  @Test
  void certificatesAreNamed() {
    assertEquals(
        "curl -gi --cacert 'ca.pem' 'http://localhost:5002/ping'",
        curl(Optional.of(Path.of("ca.pem"))).line(Request.of("GET", "/ping", null)));
  }

  private static Curl curl(Optional<Path> certificates) {
    try {
      return new Curl(
          new RunSettings(
              URI.create("http://localhost:5002"),
              "secret-token",
              "secret-token-2",
              Duration.ofSeconds(1),
              Duration.ZERO,
              SSLContext.getDefault(),
              certificates));
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException(exception);
    }
  }
}
