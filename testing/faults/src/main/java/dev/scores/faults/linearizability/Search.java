package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.CallResult.Shown;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.Refused;
import dev.scores.faults.linearizability.CheckResult.Undecided;
import dev.scores.faults.linearizability.State.Absent;
import dev.scores.faults.linearizability.State.Identity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  private record Step(Place place, @Nullable Step before, @Nullable ScoreOperation last) {}

  private final Timeline timeline;
  private final Set<Place> visited = new HashSet<>();
  private final Deque<Step> open = new ArrayDeque<>();
  private Step longest;

  private Search(Timeline timeline, Identity identity) {
    this.timeline = timeline;
    longest = new Step(new Place(new BitSet(), new Absent(identity)), null, null);
    open.push(longest);
  }

  /**
   * Judges the history of a score that is not there at first.
   *
   * @param patience how many places are visited before it is given up
   */
  static CheckResult of(List<ScoreOperation> history, int patience) {
    var timeline = new Timeline(history);
    CheckResult last = new Undecided();
    for (Identity identity : identities(history)) {
      last = new Search(timeline, identity).verdict(patience);
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
  private static Set<Identity> identities(List<ScoreOperation> operations) {
    Set<Identity> named = new LinkedHashSet<>();
    for (ScoreOperation operation : operations) {
      if (operation.answer() instanceof Shown shown) {
        return Set.of(Identity.of(shown.score()));
      }
      operation.call().named().ifPresent(id -> named.add(new Identity(id, Instant.EPOCH)));
    }
    named.add(new Identity(0, Instant.EPOCH));
    return named;
  }

  private CheckResult verdict(int patience) {
    while (!open.isEmpty()) {
      Step step = placeWhatChangesNothing(open.pop());
      if (timeline.progress(step.place().done()) > timeline.progress(longest.place().done())) {
        longest = step;
      }
      if (timeline.isOver(step.place().done())) {
        return new Linearizable(path(step));
      }
      if (timeline.hasRoomForTheRest(step.place().done(), step.place().state().version())
          && visited.add(step.place())) {
        if (visited.size() > patience) {
          return new Undecided();
        }
        branch(step);
      }
    }
    return new Refused(path(longest), longest.place().state(), stuck(longest.place()));
  }

  private Step placeWhatChangesNothing(Step start) {
    Step step = start;
    boolean again = true;
    while (again) {
      again = false;
      for (int i : timeline.next(step.place().done())) {
        State state = step.place().state();
        ScoreOperation operation = timeline.get(i);
        if (operation.isKnown()
            && ScoreModel.after(state, operation).filter(state::equals).isPresent()) {
          step = step(step, i, state);
          again = true;
        }
      }
    }
    return step;
  }

  private void branch(Step step) {
    UnheardWrites unheard = new UnheardWrites();
    Map<Integer, State> known = new LinkedHashMap<>();
    for (int i : timeline.next(step.place().done())) {
      ScoreOperation operation = timeline.get(i);
      Optional<State> after = ScoreModel.after(step.place().state(), operation);
      if (after.isPresent() && operation.isKnown()) {
        known.put(i, after.get());
      } else if (after.isPresent()) {
        unheard.offer(i, operation.call(), after.get());
      }
    }
    // What was answered comes last, and so is tried first.
    unheard.chosen().forEach((i, after) -> open.push(step(step, i, after)));
    known.forEach((i, after) -> open.push(step(step, i, after)));
  }

  private Step step(Step before, int i, State after) {
    return new Step(
        new Place(timeline.done(before.place().done(), i, after), after), before, timeline.get(i));
  }

  private List<ScoreOperation> stuck(Place place) {
    return timeline.next(place.done()).stream()
        .map(timeline::get)
        .filter(ScoreOperation::isKnown)
        .toList();
  }

  private static List<ScoreOperation> path(Step end) {
    Deque<ScoreOperation> path = new ArrayDeque<>();
    for (Step step = end; step != null && step.last() != null; step = step.before()) {
      path.addFirst(step.last());
    }
    return List.copyOf(path);
  }
}
