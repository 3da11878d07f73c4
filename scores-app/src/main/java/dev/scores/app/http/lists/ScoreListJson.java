package dev.scores.app.http.lists;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.Score;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes a list as the contract's {@code ScoresFound}, bit by bit: the generated type would need
 * the whole list at once. What has been written is drained after each bit. For one thread at a
 * time.
 */
final class ScoreListJson {

  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
  private final JsonGenerator json;

  ScoreListJson() {
    try {
      json = JSON.createGenerator(bytes);
      json.writeStartObject();
      json.writeStringField("status", "success");
      json.writeObjectFieldStart("data");
      json.writeArrayFieldStart("scores");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  void write(List<Score> scores) {
    try {
      for (Score score : scores) {
        json.writeStartObject();
        json.writeNumberField("id", score.id().value());
        json.writeNumberField("user_id", score.user().value());
        json.writeNumberField("exercise_id", score.exercise().value());
        json.writeBooleanField("correct", score.correct());
        json.writeStringField("created_at", Timestamps.text(score.createdAt()));
        json.writeStringField("updated_at", Timestamps.text(score.updatedAt()));
        json.writeEndObject();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Ends the list; nothing can be written afterwards. */
  void end(Optional<String> next) {
    try {
      json.writeEndArray();
      if (next.isPresent()) {
        json.writeStringField("next", next.get());
      }
      json.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What has been written since the last time. */
  byte[] drain() {
    try {
      if (!json.isClosed()) {
        json.flush();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] written = bytes.toByteArray();
    bytes.reset();
    return written;
  }
}
