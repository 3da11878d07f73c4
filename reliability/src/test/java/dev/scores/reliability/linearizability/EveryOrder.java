package dev.scores.reliability.linearizability;

import dev.scores.reliability.linearizability.State.Absent;
import java.util.ArrayList;
import java.util.List;

/** The search without any thought: every order is tried. For the shortest of histories. */
final class EveryOrder {

  private EveryOrder() {}

  static boolean hasOneThatFits(List<Operation> history) {
    return fits(new Absent(null), history);
  }

  private static boolean fits(State state, List<Operation> left) {
    if (left.stream().noneMatch(Operation::isKnown)) {
      return true;
    }
    for (Operation next : left) {
      boolean mayBeNext = left.stream().noneMatch(other -> other.completedAt() < next.invokedAt());
      List<Operation> rest = new ArrayList<>(left);
      rest.remove(next);
      if (mayBeNext
          && ScoreModel.after(state, next).filter(after -> fits(after, rest)).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
