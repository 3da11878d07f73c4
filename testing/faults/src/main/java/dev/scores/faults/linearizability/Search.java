package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.CallResult.WithScore;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.NotLinearizable;
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
 * Searches for an order of one key's operations in which each takes effect between its invocation
 * and its completion with the result that {@link ScoreModel} allows: J. Wing and C. Gong, "Testing
 * and Verifying Concurrent Objects" (1993), with the memoization of G. Lowe, "Testing for
 * linearizability" (2017).
 *
 * <p>An operation without a result is placed where it helps, or nowhere. The search skips branches
 * that cannot matter:
 *
 * <ul>
 *   <li>An operation that fits and changes nothing is placed at once: it could not fit better
 *       later.
 *   <li>A branch ends when the version has passed the last one in which a remaining operation fits.
 *   <li>Of writes without a result that lead to the same state, one is tried, see {@link
 *       UnansweredWrites}.
 * </ul>
 */
final class Search {

  /**
   * A visited point of the search.
   *
   * @param done the placed operations, and those without a result that can have no further effect
   */
  private record Configuration(BitSet done, State state) {}

  private record Step(
      Configuration configuration, @Nullable Step before, @Nullable ScoreOperation last) {}

  private final Timeline timeline;
  private final Set<Configuration> visited = new HashSet<>();
  private final Deque<Step> open = new ArrayDeque<>();
  private Step longest;

  private Search(Timeline timeline, Identity identity) {
    this.timeline = timeline;
    longest = new Step(new Configuration(new BitSet(), new Absent(identity)), null, null);
    open.push(longest);
  }

  /**
   * Checks the history of a score that does not exist at first.
   *
   * @param maxConfigurations limit after which the search is abandoned
   */
  static CheckResult of(List<ScoreOperation> history, int maxConfigurations) {
    var timeline = new Timeline(history);
    CheckResult last = new Undecided();
    for (Identity identity : identities(history)) {
      last = new Search(timeline, identity).search(maxConfigurations);
      if (!(last instanceof NotLinearizable)) {
        return last;
      }
    }
    return last;
  }

  /**
   * The possible identities of the score. The first result with a score decides: if another one
   * differs, there is no order anyway. Without one, only the ids used in calls matter, or none of
   * them.
   */
  private static Set<Identity> identities(List<ScoreOperation> operations) {
    Set<Identity> named = new LinkedHashSet<>();
    for (ScoreOperation operation : operations) {
      if (operation.result() instanceof WithScore shown) {
        return Set.of(Identity.of(shown.score()));
      }
      operation.call().named().ifPresent(id -> named.add(new Identity(id, Instant.EPOCH)));
    }
    named.add(new Identity(0, Instant.EPOCH));
    return named;
  }

  private CheckResult search(int maxConfigurations) {
    while (!open.isEmpty()) {
      Step step = placeNeutralOperations(open.pop());
      if (timeline.progress(step.configuration().done())
          > timeline.progress(longest.configuration().done())) {
        longest = step;
      }
      if (timeline.isOver(step.configuration().done())) {
        return new Linearizable(order(step));
      }
      if (timeline.fitsAllRemaining(
              step.configuration().done(), step.configuration().state().version())
          && visited.add(step.configuration())) {
        if (visited.size() > maxConfigurations) {
          return new Undecided();
        }
        branch(step);
      }
    }
    return new NotLinearizable(
        order(longest), longest.configuration().state(), stuck(longest.configuration()));
  }

  private Step placeNeutralOperations(Step start) {
    Step step = start;
    boolean again = true;
    while (again) {
      again = false;
      for (int i : timeline.next(step.configuration().done())) {
        State state = step.configuration().state();
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
    UnansweredWrites unanswered = new UnansweredWrites();
    Map<Integer, State> known = new LinkedHashMap<>();
    for (int i : timeline.next(step.configuration().done())) {
      ScoreOperation operation = timeline.get(i);
      Optional<State> after = ScoreModel.after(step.configuration().state(), operation);
      if (after.isPresent() && operation.isKnown()) {
        known.put(i, after.get());
      } else if (after.isPresent()) {
        unanswered.offer(i, operation.call(), after.get());
      }
    }
    // Operations with a known result are pushed last and so tried first.
    unanswered.chosen().forEach((i, after) -> open.push(step(step, i, after)));
    known.forEach((i, after) -> open.push(step(step, i, after)));
  }

  private Step step(Step before, int i, State after) {
    return new Step(
        new Configuration(timeline.done(before.configuration().done(), i, after), after),
        before,
        timeline.get(i));
  }

  private List<ScoreOperation> stuck(Configuration configuration) {
    return timeline.next(configuration.done()).stream()
        .map(timeline::get)
        .filter(ScoreOperation::isKnown)
        .toList();
  }

  private static List<ScoreOperation> order(Step end) {
    Deque<ScoreOperation> path = new ArrayDeque<>();
    for (Step step = end; step != null && step.last() != null; step = step.before()) {
      path.addFirst(step.last());
    }
    return List.copyOf(path);
  }
}
