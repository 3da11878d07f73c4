package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.MEDIA_TYPE;
import static dev.scores.conformance.ExpectedError.TOO_LARGE;
import static dev.scores.conformance.Needs.TOKEN;

import java.util.List;

/** Media type and size of payloads. */
final class MediaTypeRules {

  private static final int LARGEST = 128 * 1024;

  private final ServiceUnderTest service;

  MediaTypeRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/responses/UnsupportedMediaType/description",
      says = "The `Content-Type` is not `application/json`",
      needs = TOKEN)
  void otherMediaTypeReturns415AndChangesNothing() {
    service.each(
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "application/vnd.api+json",
            "garbage"),
        mediaType -> {
          WriteVariants writes = new WriteVariants(service);
          writes.allReturn(
              MEDIA_TYPE, ServiceUnderTest.draft(writes.score().exercise(), true), mediaType);
        });
  }

  @ContractRule(
      of = "/components/responses/PayloadTooLarge/description",
      says = "The payload is larger than 128 KiB.",
      needs = TOKEN)
  void payloadOver128KibReturns413() {
    String payload = ServiceUnderTest.draft(service.newScore().exercise(), true);
    String largest = payload + " ".repeat(LARGEST - payload.length());
    service.write("PATCH", "/scores", largest).has(200);
    service.write("PATCH", "/scores", largest + " ").isError(TOO_LARGE);
  }

  @HardeningRule(
      because = "RFC 9110, section 8.3.1: types are case-insensitive and can have parameters",
      needs = TOKEN)
  void jsonMediaTypeIsAcceptedInAnySpelling() {
    String payload = ServiceUnderTest.draft(service.newScore().exercise(), true);
    service.each(
        List.of("APPLICATION/JSON", "application/json; charset=utf-8"),
        mediaType ->
            service
                .send("PATCH", "/scores", payload, service.withToken("Content-Type", mediaType))
                .has(200));
  }

  @HardeningRule(
      because = "a form of another site can send a payload without a media type",
      needs = TOKEN)
  void missingMediaTypeReturns415() {
    WriteVariants writes = new WriteVariants(service);
    String payload = ServiceUnderTest.draft(writes.score().exercise(), true);
    service.send("PATCH", "/scores", payload, service.withToken()).isError(MEDIA_TYPE);
    writes.haveChangedNothing();
  }
}
