package dev.scores.chassis.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Sees each connection when the framework has put its handlers on it and before anything is read,
 * to put others between them. A bean of such a class is all that is needed.
 */
public abstract class EachConnection
    implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  /** On the connection's event loop. */
  protected abstract void prepare(Channel connection);

  @Override
  public final NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  private final class Customizer implements NettyServerCustomizer {

    private final @Nullable Channel channel;

    Customizer(@Nullable Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel newChannel, ChannelRole role) {
      return new Customizer(newChannel);
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel != null) {
        prepare(channel);
      }
    }
  }
}
