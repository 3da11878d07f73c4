package dev.scores.chassis.limits;

import dev.scores.chassis.http.EarlyAnswers;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Door} before the framework, on every connection. */
@Singleton
final class Doors implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

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
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new OnEachConnection(null));
    return event.getBean();
  }

  private final class OnEachConnection implements NettyServerCustomizer {

    private final @Nullable Channel channel;

    OnEachConnection(@Nullable Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel newChannel, ChannelRole role) {
      return new OnEachConnection(newChannel);
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel != null) {
        String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
        Door door =
            new Door(deadline, entrance.get(), answers.get()::to, refused.get(), pacing.get());
        channel
            .pipeline()
            .addBefore(codec, "first-byte", door.atFirstByte())
            .addAfter(codec, "door", door);
      }
    }
  }
}
