package dev.scores.chassis.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * Jackson with the buffers of a pool. By default they are kept for each thread, and virtual threads
 * are new each time: 16 KB of garbage an answer (docs/performance.md). Safe for many threads.
 */
public final class PooledJson {

  /** What every factory of ours takes its buffers from. */
  public static final RecyclerPool<BufferRecycler> POOL =
      JsonRecyclerPools.sharedConcurrentDequePool();

  /** Plain JSON, written compactly. */
  public static final JsonFactory JSON = new JsonFactoryBuilder().recyclerPool(POOL).build();

  private PooledJson() {}
}
