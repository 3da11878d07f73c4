package dev.scores.app.http.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.Score;
import java.io.IOException;
import java.util.List;

/** Writes a score of a list as the contract's {@code Score}, in whatever form. */
final class ScoreText {

  /** In the order in which they are written. */
  static final List<String> MEMBERS =
      List.of("id", "user_id", "exercise_id", "correct", "created_at", "updated_at");

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
