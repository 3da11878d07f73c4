package dev.scores.chassis.limits;

import dev.scores.chassis.http.EarlyAnswers;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes a {@link Door} for each connection. */
@Singleton
public final class Doors {

  private final Duration deadline;
  private final Entrance entrance;
  private final EarlyAnswers answers;
  private final RefusedRequests refused;
  private final Pacing pacing;

  Doors(
      @Value("${limits.request-timeout}") Duration deadline,
      Entrance entrance,
      EarlyAnswers answers,
      RefusedRequests refused,
      Pacing pacing) {
    this.deadline = deadline;
    this.entrance = entrance;
    this.answers = answers;
    this.refused = refused;
    this.pacing = pacing;
  }

  public Door door() {
    return new Door(deadline, entrance, answers::to, refused, pacing);
  }
}
