package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.CallResult.Found;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A planted fault: caches the first read of each score forever. */
public record CachedReads(CheckedStore store, Map<ScoreKey, CallResult> cache)
    implements CheckedStore {

  public CachedReads(CheckedStore store) {
    this(store, new ConcurrentHashMap<>());
  }

  @Override
  public CallResult invoke(ScoreKey key, Call call) {
    if (!(call instanceof Read)) {
      return store.invoke(key, call);
    }
    CallResult cached = cache.get(key);
    if (cached != null) {
      return cached;
    }
    CallResult result = store.invoke(key, call);
    if (result instanceof Found) {
      cache.put(key, result);
    }
    return result;
  }
}
