package dev.scores.chassis.operations;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The listening sockets of the server and their open connections. */
@Singleton
final class Connections implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private volatile boolean ready = true;
  private volatile boolean ending;

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Recorder());
    return event.getBean();
  }

  /** Reports the service as not ready; it continues to serve. */
  void announceEnd() {
    ready = false;
  }

  /** Whether a load balancer may send requests here: until {@link #announceEnd} or {@link #end}. */
  boolean areReady() {
    return ready;
  }

  /** Closes the listening sockets; from then on each response closes its connection. */
  void end() throws InterruptedException {
    announceEnd();
    // In this order: a client that reconnects must not reach this instance again.
    listening.close().await();
    ending = true;
    open.forEach(GoAway::announce);
  }

  /** Rejects further streams of HTTP/2 connections, which close after the streams in flight. */
  void endStreams() {
    open.forEach(GoAway::complete);
  }

  boolean areEnding() {
    return ending;
  }

  /** Waits until no connection is open, at most for the given time. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    open.newCloseFuture().await(atMost.toMillis());
  }

  private final class Recorder implements NettyServerCustomizer {

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      switch (role) {
        case LISTENER -> listening.add(channel);
        case CONNECTION -> open.add(channel);
        default -> {}
      }
      return this;
    }
  }
}
