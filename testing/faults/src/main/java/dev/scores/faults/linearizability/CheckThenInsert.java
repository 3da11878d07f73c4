package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.NotFound;

/**
 * A planted fault: an upsert in two steps, which reads first and then inserts or updates.
 *
 * @param gap runs between the steps if no score was found
 */
public record CheckThenInsert(CheckedStore store, Runnable gap) implements CheckedStore {

  @Override
  public CallResult invoke(ScoreKey key, Call call) {
    if (!(call instanceof Upsert upsert)) {
      return store.invoke(key, call);
    }
    return switch (store.invoke(key, new Read())) {
      case Found found -> store.invoke(key, new Update(found.score().id(), upsert.correct()));
      case NotFound none -> {
        gap.run();
        yield store.invoke(key, new Add(upsert.correct()));
      }
      case CallResult other -> other;
    };
  }
}
