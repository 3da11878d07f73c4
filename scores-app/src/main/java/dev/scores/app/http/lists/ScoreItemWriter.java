package dev.scores.app.http.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.Score;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Writes a score of a list as the contract's schema {@code Score}, in any format. */
final class ScoreItemWriter {

  // Encoded once: a list of a thousand scores writes six thousand member names.
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString USER_ID = new SerializedString("user_id");
  private static final SerializedString EXERCISE_ID = new SerializedString("exercise_id");
  private static final SerializedString CORRECT = new SerializedString("correct");
  private static final SerializedString CREATED_AT = new SerializedString("created_at");
  private static final SerializedString UPDATED_AT = new SerializedString("updated_at");

  /** The member names in the order in which they are written. */
  static final List<String> MEMBERS =
      Stream.of(ID, USER_ID, EXERCISE_ID, CORRECT, CREATED_AT, UPDATED_AT)
          .map(SerializedString::getValue)
          .toList();

  private ScoreItemWriter() {}

  static void write(JsonGenerator target, Score score) throws IOException {
    target.writeStartObject();
    target.writeFieldName(ID);
    target.writeNumber(score.id().value());
    target.writeFieldName(USER_ID);
    target.writeNumber(score.user().value());
    target.writeFieldName(EXERCISE_ID);
    target.writeNumber(score.exercise().value());
    target.writeFieldName(CORRECT);
    target.writeBoolean(score.correct());
    target.writeFieldName(CREATED_AT);
    byte[] created = Timestamps.ascii(score.createdAt());
    target.writeUTF8String(created, 0, created.length);
    target.writeFieldName(UPDATED_AT);
    // Most scores were never updated.
    byte[] updated =
        score.updatedAt().equals(score.createdAt()) ? created : Timestamps.ascii(score.updatedAt());
    target.writeUTF8String(updated, 0, updated.length);
    target.writeEndObject();
  }
}
