package dev.scores.app.erasure;

import dev.scores.domain.PersonalData;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Erases users. Where a part has to wait for an open transaction, or takes too long, the user is
 * tried again later, so that none delays another. For one thread.
 */
final class Erasures {

  private final PersonalData data;
  private final Set<UserId> waiting = new LinkedHashSet<>();

  Erasures(PersonalData data) {
    this.data = data;
  }

  /** Erases what can be erased now. */
  void erase(UserId user, Instant now) {
    if (!data.tryErase(user, now)) {
      waiting.add(user);
    }
  }

  /** Tries waiting users until one waits again, which comes last the next time. */
  void retry(Instant now) {
    for (UserId user : List.copyOf(waiting)) {
      boolean isErased = data.tryErase(user, now);
      waiting.remove(user);
      if (!isErased) {
        waiting.add(user);
        break;
      }
    }
  }

  boolean areComplete() {
    return waiting.isEmpty();
  }

  void forget() {
    waiting.clear();
  }
}
