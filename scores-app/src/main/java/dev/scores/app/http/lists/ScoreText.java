package dev.scores.app.http.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.Score;
import java.io.IOException;

/** Writes a score of a list as the contract's {@code Score}. */
final class ScoreText {

  private ScoreText() {}

  static void write(JsonGenerator target, Score score) throws IOException {
    target.writeStartObject();
    target.writeNumberField("id", score.id().value());
    target.writeNumberField("user_id", score.user().value());
    target.writeNumberField("exercise_id", score.exercise().value());
    target.writeBooleanField("correct", score.correct());
    target.writeStringField("created_at", Timestamps.text(score.createdAt()));
    target.writeStringField("updated_at", Timestamps.text(score.updatedAt()));
    target.writeEndObject();
  }
}
