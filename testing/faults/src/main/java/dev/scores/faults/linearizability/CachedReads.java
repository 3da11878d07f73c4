package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.CallResult.Found;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A planted fault: what was read of a score once is what everybody reads from then on. */
public record CachedReads(Judged judged, Map<Key, CallResult> cache) implements Judged {

  public CachedReads(Judged judged) {
    this(judged, new ConcurrentHashMap<>());
  }

  @Override
  public CallResult answer(Key key, Call call) {
    if (!(call instanceof Read)) {
      return judged.answer(key, call);
    }
    CallResult cached = cache.get(key);
    if (cached != null) {
      return cached;
    }
    CallResult answer = judged.answer(key, call);
    if (answer instanceof Found) {
      cache.put(key, answer);
    }
    return answer;
  }
}
