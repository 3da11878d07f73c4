package dev.scores.app.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.Score;
import dev.scores.domain.Solve;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a score as the contract's schema {@code Score}, in any format. */
public final class ScoreItemWriter {

  // Encoded once: a list of a thousand scores writes nine thousand member names.
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString USER_ID = new SerializedString("user_id");
  private static final SerializedString EXERCISE_ID = new SerializedString("exercise_id");
  private static final SerializedString CORRECT = new SerializedString("correct");
  private static final SerializedString CREATED_AT = new SerializedString("created_at");
  private static final SerializedString UPDATED_AT = new SerializedString("updated_at");
  private static final SerializedString ATTEMPTS = new SerializedString("attempts");
  private static final SerializedString SOLVED_AT = new SerializedString("solved_at");
  private static final SerializedString ATTEMPTS_TO_SOLVE =
      new SerializedString("attempts_to_solve");

  /** The member names in the order in which they are written. */
  public static final List<String> MEMBERS =
      Stream.of(
              ID,
              USER_ID,
              EXERCISE_ID,
              CORRECT,
              CREATED_AT,
              UPDATED_AT,
              ATTEMPTS,
              SOLVED_AT,
              ATTEMPTS_TO_SOLVE)
          .map(SerializedString::getValue)
          .toList();

  private ScoreItemWriter() {}

  /** Writes all members. */
  public static void write(JsonGenerator target, Score score) throws IOException {
    target.writeStartObject();
    writeIds(target, score);
    target.writeFieldName(CORRECT);
    target.writeBoolean(score.correct());
    byte[] created = Timestamps.ascii(score.createdAt());
    target.writeFieldName(CREATED_AT);
    target.writeUTF8String(created, 0, created.length);
    // Most scores were never updated.
    byte[] updated =
        score.updatedAt().equals(score.createdAt()) ? created : Timestamps.ascii(score.updatedAt());
    target.writeFieldName(UPDATED_AT);
    target.writeUTF8String(updated, 0, updated.length);
    target.writeFieldName(ATTEMPTS);
    target.writeNumber(score.attempts());
    writeSolve(target, score, created, updated);
    target.writeEndObject();
  }

  private static void writeSolve(JsonGenerator target, Score score, byte[] created, byte[] updated)
      throws IOException {
    Optional<Solve> solve = score.solve();
    target.writeFieldName(SOLVED_AT);
    if (solve.isEmpty()) {
      target.writeNull();
      target.writeFieldName(ATTEMPTS_TO_SOLVE);
      target.writeNull();
    } else {
      // Most scores were solved by their first or their latest verdict.
      Instant at = solve.get().at();
      byte[] solved =
          at.equals(score.updatedAt())
              ? updated
              : at.equals(score.createdAt()) ? created : Timestamps.ascii(at);
      target.writeUTF8String(solved, 0, solved.length);
      target.writeFieldName(ATTEMPTS_TO_SOLVE);
      target.writeNumber(solve.get().attempts());
    }
  }

  /** Writes the members that a removed score keeps, into an object that has begun. */
  static void writeIds(JsonGenerator target, Score score) throws IOException {
    target.writeFieldName(ID);
    target.writeNumber(score.id().value());
    target.writeFieldName(USER_ID);
    target.writeNumber(score.user().value());
    target.writeFieldName(EXERCISE_ID);
    target.writeNumber(score.exercise().value());
  }
}
