package dev.scores.app.http.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.app.json.EventWriter;
import dev.scores.app.json.ScoreItemWriter;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.UserId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** An element of an export: the scores, then the beginning of the events, then the events. */
sealed interface ExportPart {

  record OfScore(Score score) implements ExportPart {}

  /**
   * The end of the scores.
   *
   * @param since the time before which events may have been dropped; empty if all are kept
   */
  record BeginOfEvents(UserId user, Optional<Instant> since) implements ExportPart {}

  record OfEvent(ScoreEvent event) implements ExportPart {}

  /** Writes the part into the array {@code scores}, which the beginning of the events closes. */
  static void write(JsonGenerator target, ExportPart part) throws IOException {
    switch (part) {
      case OfScore one -> ScoreItemWriter.write(target, one.score());
      case OfEvent one -> EventWriter.write(target, one.event());
      case BeginOfEvents begin -> {
        target.writeEndArray();
        target.writeNumberField("user_id", begin.user().value());
        target.writeFieldName("events_since");
        if (begin.since().isPresent()) {
          target.writeString(Timestamps.text(begin.since().get()));
        } else {
          target.writeNull();
        }
        target.writeArrayFieldStart("events");
      }
    }
  }
}
