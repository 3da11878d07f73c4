package dev.scores.app.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures. The example is the one of the reference libraries of Standard Webhooks. */
class WebhookSecretTest {

  private static final WebhookSecret SECRET =
      WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final WebhookSecret NEXT = WebhookSecret.parse("whsec_" + "A".repeat(32));
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  @Test
  void signatureIsThatOfTheReferenceLibraries() {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        SECRET.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY));
  }

  @Test
  void eachSecretSigns() {
    URI url = URI.create("https://lms.example");
    assertEquals(
        SECRET.sign("1", 2, BODY) + " " + NEXT.sign("1", 2, BODY),
        new Webhook("lms", url, List.of(SECRET, NEXT)).signatures("1", 2, BODY));
  }
}
