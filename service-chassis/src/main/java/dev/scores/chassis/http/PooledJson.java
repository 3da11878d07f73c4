package dev.scores.chassis.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * JSON factories with pooled buffers. By default Jackson keeps buffers per thread; each virtual
 * thread is new, which makes 16 KB of garbage per response (docs/performance.md). Thread-safe.
 */
public final class PooledJson {

  /** The buffer pool that all factories share. */
  public static final RecyclerPool<BufferRecycler> POOL =
      JsonRecyclerPools.sharedConcurrentDequePool();

  /** Plain JSON, written compactly. */
  public static final JsonFactory JSON = new JsonFactoryBuilder().recyclerPool(POOL).build();

  private PooledJson() {}
}
