package dev.scores.reliability.linearizability;

import dev.scores.reliability.linearizability.Answer.Found;
import dev.scores.reliability.linearizability.Call.Read;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A planted fault: what was read of a score once is what everybody reads from then on. */
public record CachedReads(Judged judged, Map<Key, Answer> cache) implements Judged {

  public CachedReads(Judged judged) {
    this(judged, new ConcurrentHashMap<>());
  }

  @Override
  public Answer answer(Key key, Call call) {
    if (!(call instanceof Read)) {
      return judged.answer(key, call);
    }
    Answer cached = cache.get(key);
    if (cached != null) {
      return cached;
    }
    Answer answer = judged.answer(key, call);
    if (answer instanceof Found) {
      cache.put(key, answer);
    }
    return answer;
  }
}
