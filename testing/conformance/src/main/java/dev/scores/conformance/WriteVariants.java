package dev.scores.conformance;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/**
 * A new score of the caller that is not correct, and the four ways in which it could be written.
 */
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

  void areRefused(ExpectedError refusal, byte[] payload, String mediaType, String... pointers) {
    for (String write :
        List.of("POST /scores", "PATCH /scores", "PUT /scores/%d", "PATCH /scores/%d")) {
      int space = write.indexOf(' ');
      service
          .send(
              write.substring(0, space),
              write.substring(space + 1).formatted(score.id()),
              BodyPublishers.ofByteArray(payload),
              service.withToken("Content-Type", mediaType))
          .refused(refusal, pointers);
    }
    haveChangedNothing();
  }

  void haveChangedNothing() {
    CheckedResponse answer = service.get("/scores/" + score.id());
    answer.expect(answer.score().equals(score), "unchanged " + score);
  }
}
