package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.MEDIA_TYPE;
import static dev.scores.conformance.ExpectedError.TOO_LARGE;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media type and size of payloads. */
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
  void jsonMediaTypeIsAcceptedInAnySpelling(String mediaType) {
    String payload = ServiceUnderTest.draft(service.newScore().exercise(), true);
    service
        .send(
            "PATCH",
            "/scores",
            BodyPublishers.ofString(payload),
            service.withToken("Content-Type", mediaType))
        .has(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/xml", "application/vnd.api+json", "garbage"
      })
  void otherMediaTypeReturns415AndChangesNothing(String mediaType) {
    WriteVariants writes = new WriteVariants(service);
    writes.allReturn(MEDIA_TYPE, validPayload(writes.score()), mediaType);
  }

  @Test
  void missingMediaTypeReturns415() {
    WriteVariants writes = new WriteVariants(service);
    byte[] payload = validPayload(writes.score());
    service
        .send("PATCH", "/scores", BodyPublishers.ofByteArray(payload), service.withToken())
        .isError(MEDIA_TYPE);
    writes.haveChangedNothing();
  }

  @Test
  void payloadOver128KibReturns413() {
    String payload = ServiceUnderTest.draft(service.newScore().exercise(), true);
    String largest = payload + " ".repeat(LARGEST - payload.length());
    service.write("PATCH", "/scores", largest).has(200);
    service.write("PATCH", "/scores", largest + " ").isError(TOO_LARGE);
  }

  private static byte[] validPayload(ScoreBody score) {
    return ServiceUnderTest.draft(score.exercise(), true).getBytes(StandardCharsets.UTF_8);
  }
}
