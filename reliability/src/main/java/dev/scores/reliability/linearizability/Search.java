package dev.scores.reliability.linearizability;

import dev.scores.reliability.linearizability.Answer.Shown;
import dev.scores.reliability.linearizability.State.Absent;
import dev.scores.reliability.linearizability.State.Identity;
import dev.scores.reliability.linearizability.Verdict.Linearizable;
import dev.scores.reliability.linearizability.Verdict.Refused;
import dev.scores.reliability.linearizability.Verdict.Undecided;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of one key's operations in which each takes effect between its invocation and
 * its completion and is answered as by a {@link ScoreModel} that one client uses: J. Wing and C.
 * Gong, "Testing and Verifying Concurrent Objects" (1993), with G. Lowe's memory of where it has
 * been, "Testing for linearizability" (2017).
 *
 * <p>An operation without an answer is placed where it helps, or nowhere. What else is left out,
 * and why nothing is overlooked:
 *
 * <ul>
 *   <li>What changes nothing and fits is placed at once: it could not fit better later.
 *   <li>A score beyond the last version in which an operation fits has no room for it any more.
 *   <li>Of unanswered writes that leave the same score one is tried, see {@link UnheardWrites}.
 * </ul>
 */
final class Search {

  /**
   * Where it has been.
   *
   * @param done what is placed, and what was never answered and can do nothing any more
   */
  private record Place(BitSet done, State state) {}

  private record Step(Place place, @Nullable Step before, @Nullable Operation last) {}

  private final List<Operation> operations;
  private final int[] latestVersions;
  private final BitSet known = new BitSet();
  private final Set<Place> visited = new HashSet<>();
  private final Deque<Step> open = new ArrayDeque<>();
  private Step longest;

  private Search(List<Operation> operations, Identity identity) {
    this.operations = operations;
    latestVersions = operations.stream().mapToInt(ScoreModel::latestVersion).toArray();
    for (int i = 0; i < operations.size(); i++) {
      known.set(i, operations.get(i).isKnown());
    }
    longest = new Step(new Place(new BitSet(), new Absent(identity)), null, null);
    open.push(longest);
  }

  /**
   * Judges the history of a score that is not there at first.
   *
   * @param patience how many places are visited before it is given up
   */
  static Verdict of(List<Operation> history, int patience) {
    List<Operation> operations =
        history.stream()
            .filter(operation -> operation.isKnown() || operation.call() instanceof Call.Write)
            .sorted(Comparator.comparingLong(Operation::invokedAt))
            .toList();
    Verdict last = new Undecided();
    for (Identity identity : identities(operations)) {
      last = new Search(operations, identity).verdict(patience);
      if (!(last instanceof Refused)) {
        return last;
      }
    }
    return last;
  }

  /**
   * What the score can have once it is made. One answer that shows it says it for all: should
   * another say something else, there is no order anyway. Where none does, it matters only which of
   * the ids that are named it is, or that it is none of them.
   */
  private static Set<Identity> identities(List<Operation> operations) {
    Set<Identity> named = new LinkedHashSet<>();
    for (Operation operation : operations) {
      if (operation.answer() instanceof Shown shown) {
        return Set.of(Identity.of(shown.score()));
      }
      operation.call().named().ifPresent(id -> named.add(new Identity(id, Instant.EPOCH)));
    }
    named.add(new Identity(0, Instant.EPOCH));
    return named;
  }

  private Verdict verdict(int patience) {
    while (!open.isEmpty()) {
      Step step = placeWhatChangesNothing(open.pop());
      if (progress(step) > progress(longest)) {
        longest = step;
      }
      if (progress(step) == known.cardinality()) {
        return new Linearizable(path(step));
      }
      if (hasRoomForTheRest(step.place()) && visited.add(step.place())) {
        if (visited.size() > patience) {
          return new Undecided();
        }
        branch(step);
      }
    }
    return new Refused(
        path(longest),
        longest.place().state(),
        next(longest.place()).stream().map(operations::get).filter(Operation::isKnown).toList());
  }

  private Step placeWhatChangesNothing(Step start) {
    Step step = start;
    boolean again = true;
    while (again) {
      again = false;
      for (int i : next(step.place())) {
        State state = step.place().state();
        if (known.get(i)
            && ScoreModel.after(state, operations.get(i)).filter(state::equals).isPresent()) {
          step = step(step, i, state);
          again = true;
        }
      }
    }
    return step;
  }

  private void branch(Step step) {
    State state = step.place().state();
    UnheardWrites unheard = new UnheardWrites();
    for (int i : next(step.place())) {
      Optional<State> after = ScoreModel.after(state, operations.get(i));
      if (after.isPresent() && !known.get(i)) {
        unheard.offer(i, operations.get(i).call(), after.get());
      }
    }
    unheard.chosen().forEach((i, after) -> open.push(step(step, i, after)));
    for (int i : next(step.place())) {
      if (known.get(i)) {
        ScoreModel.after(state, operations.get(i))
            .ifPresent(after -> open.push(step(step, i, after)));
      }
    }
  }

  /** What may take effect next: all that was invoked before anything else was completed. */
  private List<Integer> next(Place place) {
    List<Integer> next = new ArrayList<>();
    long completed = Operation.NEVER;
    for (int i = place.done().nextClearBit(0);
        i < operations.size() && operations.get(i).invokedAt() <= completed;
        i = place.done().nextClearBit(i + 1)) {
      completed = Math.min(completed, operations.get(i).completedAt());
      next.add(i);
    }
    return next;
  }

  private boolean hasRoomForTheRest(Place place) {
    int version = place.state().version();
    for (int i = place.done().nextClearBit(0);
        i < operations.size();
        i = place.done().nextClearBit(i + 1)) {
      if (latestVersions[i] < version) {
        return false;
      }
    }
    return true;
  }

  private Step step(Step before, int i, State after) {
    BitSet done = (BitSet) before.place().done().clone();
    done.set(i);
    for (int j = done.nextClearBit(0); j < operations.size(); j = done.nextClearBit(j + 1)) {
      done.set(j, !known.get(j) && ScoreModel.isSpent(operations.get(j).call(), after));
    }
    return new Step(new Place(done, after), before, operations.get(i));
  }

  private int progress(Step step) {
    BitSet done = (BitSet) step.place().done().clone();
    done.and(known);
    return done.cardinality();
  }

  private static List<Operation> path(Step end) {
    Deque<Operation> path = new ArrayDeque<>();
    for (Step step = end; step != null && step.last() != null; step = step.before()) {
      path.addFirst(step.last());
    }
    return List.copyOf(path);
  }
}
