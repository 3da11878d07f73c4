package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.NotFound;

/**
 * A planted fault: an upsert that looks first and then inserts or updates, as two steps.
 *
 * @param gap what happens between the two where none was found
 */
public record CheckThenInsert(Judged judged, Runnable gap) implements Judged {

  @Override
  public CallResult answer(Key key, Call call) {
    if (!(call instanceof Upsert upsert)) {
      return judged.answer(key, call);
    }
    return switch (judged.answer(key, new Read())) {
      case Found found -> judged.answer(key, new Update(found.score().id(), upsert.correct()));
      case NotFound none -> {
        gap.run();
        yield judged.answer(key, new Add(upsert.correct()));
      }
      case CallResult other -> other;
    };
  }
}
