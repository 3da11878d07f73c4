package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.CallResult.WithScore;
import dev.scores.faults.linearizability.State.Absent;
import dev.scores.faults.linearizability.State.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tries every order. For short histories only. */
final class BruteForceSearch {

  private BruteForceSearch() {}

  static boolean findsOrder(List<ScoreOperation> history) {
    return Stream.concat(
            Stream.of(1L, RandomClients.UNKNOWN_ID, 0L).map(id -> new Identity(id, Instant.EPOCH)),
            history.stream()
                .map(ScoreOperation::result)
                .filter(WithScore.class::isInstance)
                .map(shown -> Identity.of(((WithScore) shown).score())))
        .distinct()
        .anyMatch(identity -> fits(new Absent(identity), history));
  }

  private static boolean fits(State state, List<ScoreOperation> left) {
    if (left.stream().noneMatch(ScoreOperation::isKnown)) {
      return true;
    }
    for (ScoreOperation next : left) {
      boolean mayBeNext = left.stream().noneMatch(other -> other.completedAt() < next.invokedAt());
      List<ScoreOperation> rest = new ArrayList<>(left);
      rest.remove(next);
      if (mayBeNext
          && ScoreModel.after(state, next).filter(after -> fits(after, rest)).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
