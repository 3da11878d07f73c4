package dev.scores.conformance;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

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

  void allReturn(ExpectedError error, byte[] payload, String mediaType, String... pointers) {
    for (String write :
        List.of("POST /scores", "PATCH /scores", "PUT /scores/%d", "PATCH /scores/%d")) {
      int space = write.indexOf(' ');
      service
          .send(
              write.substring(0, space),
              write.substring(space + 1).formatted(score.id()),
              BodyPublishers.ofByteArray(payload),
              service.withToken("Content-Type", mediaType))
          .isError(error, pointers);
    }
    haveChangedNothing();
  }

  void haveChangedNothing() {
    CheckedResponse response = service.get("/scores/" + score.id());
    response.expect(response.score().equals(score), "unchanged " + score);
  }
}
