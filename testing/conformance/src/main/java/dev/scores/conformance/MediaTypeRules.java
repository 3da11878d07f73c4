package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.MEDIA_TYPE;
import static dev.scores.conformance.ExpectedError.TOO_LARGE;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A payload is JSON and says so, and is no larger than 128 KiB. */
@Rules
@NeedsToken
final class MediaTypeRules {

  private static final int LARGEST = 128 * 1024;

  private final ServiceUnderTest service;

  MediaTypeRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8"})
  void jsonIsJsonHoweverItIsWritten(String mediaType) {
    String own = ServiceUnderTest.draft(service.newScore().exercise(), true);
    service
        .send(
            "PATCH",
            "/scores",
            BodyPublishers.ofString(own),
            service.withToken("Content-Type", mediaType))
        .has(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/xml", "application/vnd.api+json", "garbage"
      })
  void anotherMediaTypeIsRefusedAndNothingChanges(String mediaType) {
    WriteVariants writes = new WriteVariants(service);
    writes.areRefused(MEDIA_TYPE, good(writes.score()), mediaType);
  }

  @Test
  void aPayloadWithoutAMediaTypeIsRefused() {
    WriteVariants writes = new WriteVariants(service);
    byte[] payload = good(writes.score());
    service
        .send("PATCH", "/scores", BodyPublishers.ofByteArray(payload), service.withToken())
        .refused(MEDIA_TYPE);
    writes.haveChangedNothing();
  }

  @Test
  void aPayloadMayBeAsLargeAsTheLimitAndNotLarger() {
    String own = ServiceUnderTest.draft(service.newScore().exercise(), true);
    String largest = own + " ".repeat(LARGEST - own.length());
    service.write("PATCH", "/scores", largest).has(200);
    service.write("PATCH", "/scores", largest + " ").refused(TOO_LARGE);
  }

  private static byte[] good(ScoreBody score) {
    return ServiceUnderTest.draft(score.exercise(), true).getBytes(StandardCharsets.UTF_8);
  }
}
