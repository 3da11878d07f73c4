package dev.scores.chassis.limits;

import dev.scores.chassis.database.PoolAdmission;
import dev.scores.chassis.database.QueueDelayEstimator;
import io.netty.handler.codec.http.HttpMethod;
import jakarta.inject.Singleton;

/** The queue for connections of the pool, on the path of every request. */
@Singleton
final class DatabaseQueue implements RequestQueue {

  private final QueueDelayEstimator pool;

  DatabaseQueue(PoolAdmission pool) {
    this.pool = pool.estimator();
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public long estimatedNanos() {
    return pool.expectedNanos();
  }

  @Override
  public boolean isPassedBy(HttpMethod method, String path) {
    return true;
  }
}
