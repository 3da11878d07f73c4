package dev.scores.chassis.limits;

import dev.scores.chassis.http.EachConnection;
import dev.scores.chassis.http.EarlyAnswers;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Puts a {@link Door} before the framework, on every connection. */
@Singleton
final class Doors extends EachConnection {

  private final Duration deadline;
  private final Provider<Entrance> entrance;
  private final Provider<EarlyAnswers> answers;
  private final Provider<RefusedRequests> refused;
  private final Provider<Pacing> pacing;

  /** What it needs is made when the first connection comes: the server is not complete yet. */
  Doors(
      @Value("${limits.request-timeout}") Duration deadline,
      Provider<Entrance> entrance,
      Provider<EarlyAnswers> answers,
      Provider<RefusedRequests> refused,
      Provider<Pacing> pacing) {
    this.deadline = deadline;
    this.entrance = entrance;
    this.answers = answers;
    this.refused = refused;
    this.pacing = pacing;
  }

  @Override
  protected void prepare(Channel connection) {
    String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
    Door door = new Door(deadline, entrance.get(), answers.get()::to, refused.get(), pacing.get());
    connection
        .pipeline()
        .addBefore(codec, "first-byte", door.atFirstByte())
        .addAfter(codec, "door", door);
  }
}
