package dev.scores.chassis.limits;

import io.netty.handler.codec.http.HttpMethod;
import jakarta.inject.Singleton;

/** A queue whose delay a test sets. */
@Singleton
final class SlowQueue implements RequestQueue {

  volatile long nanos;

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public long estimatedNanos() {
    return nanos;
  }

  @Override
  public boolean isPassedBy(HttpMethod method, String path) {
    return path.startsWith("/slow-queue/");
  }
}
