package dev.scores.conformance;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** A new score of the caller, not correct, and the four routes that can write it. */
final class WriteVariants {

  private final ServiceUnderTest service;
  private final ScoreBody score;

  WriteVariants(ServiceUnderTest service) {
    this.service = service;
    this.score = service.newScore();
  }

  ScoreBody score() {
    return score;
  }

  /** Expects the error from all routes, and an unchanged score. */
  void allReturn(ExpectedError error, String payload, String mediaType) {
    all(payload, StandardCharsets.UTF_8, mediaType, response -> response.isError(error));
  }

  void all(
      String payload, Charset charset, String mediaType, Consumer<CheckedResponse> expectation) {
    for (String write :
        List.of("POST /scores", "PATCH /scores", "PUT /scores/%d", "PATCH /scores/%d")) {
      int space = write.indexOf(' ');
      Request request =
          Request.of(
              write.substring(0, space),
              write.substring(space + 1).formatted(score.id()),
              payload,
              service.withToken("Content-Type", mediaType));
      expectation.accept(service.send(request.in(charset)));
    }
    haveChangedNothing();
  }

  void haveChangedNothing() {
    CheckedResponse response = service.get("/scores/" + score.id());
    response.expect(response.score(200).equals(score), "unchanged " + score);
  }
}
