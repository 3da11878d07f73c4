package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.ReadById;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.UpdateOfVersion;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.Call.UpsertNaming;
import dev.scores.faults.linearizability.Call.Write;
import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.AlreadyExists;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.NoSuchScore;
import dev.scores.faults.linearizability.CallResult.NotFound;
import dev.scores.faults.linearizability.CallResult.Unexpected;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import dev.scores.faults.linearizability.CallResult.VersionMismatch;
import dev.scores.faults.linearizability.State.Absent;
import dev.scores.faults.linearizability.State.Present;
import java.util.Optional;

/**
 * The sequential specification of one score: the valid results in each state, and the state that
 * follows. It is written from the contract and shares no code with the domain, whose faults it
 * would share.
 */
final class ScoreModel {

  private ScoreModel() {}

  /**
   * Returns the state after the operation; empty if the operation is not possible in this state.
   */
  static Optional<State> after(State state, ScoreOperation operation) {
    return switch (operation.result()) {
      case Added result -> added(state, operation.call(), result.score());
      case Updated result -> updated(state, operation.call(), result.score());
      case Found result -> found(state, operation.call(), result.score());
      case AlreadyExists none ->
          same(state, state instanceof Present && operation.call() instanceof Add);
      case NoSuchScore none -> same(state, hasNoSuchScore(state, operation.call()));
      case VersionMismatch none -> same(state, hasVersionMismatch(state, operation.call()));
      case NotFound none -> same(state, isNotFound(state, operation.call()));
      case Unknown none -> afterUnanswered(state, operation.call());
      case Unexpected never -> Optional.empty();
    };
  }

  private static Optional<State> added(State state, Call call, ObservedScore observed) {
    return state instanceof Absent absent
            && creates(call)
            && observed.correct() == correct(call)
            && absent.mayBecome(observed)
        ? Optional.of(Present.of(observed))
        : Optional.empty();
  }

  private static Optional<State> updated(State state, Call call, ObservedScore observed) {
    return state instanceof Present present
            && updates(call, present)
            && observed.correct() == correct(call)
            && present.mayBecome(observed)
        ? Optional.of(Present.of(observed))
        : Optional.empty();
  }

  private static Optional<State> found(State state, Call call, ObservedScore observed) {
    return state instanceof Present present && matches(call, present) && present.mayBe(observed)
        ? Optional.of(Present.of(observed))
        : Optional.empty();
  }

  private static Optional<State> afterUnanswered(State state, Call call) {
    return switch (state) {
      case Absent absent ->
          creates(call)
              ? Optional.of(Present.createdUnanswered(correct(call), absent.identity()))
              : Optional.empty();
      case Present present ->
          updates(call, present)
              ? Optional.of(present.updatedUnanswered(correct(call)))
              : Optional.empty();
    };
  }

  private static Optional<State> same(State state, boolean fits) {
    return fits ? Optional.of(state) : Optional.empty();
  }

  private static boolean creates(Call call) {
    return call instanceof Add || call instanceof Upsert || call instanceof UpsertNaming;
  }

  private static boolean updates(Call call, Present present) {
    return switch (call) {
      case Upsert none -> true;
      case Update update -> present.has(update.id());
      case UpsertNaming upsert -> present.has(upsert.id());
      case UpdateOfVersion update ->
          present.has(update.id()) && present.version() == update.version();
      case Add none -> false;
      case Read none -> false;
      case ReadById none -> false;
    };
  }

  private static boolean matches(Call call, Present present) {
    return call instanceof Read || (call instanceof ReadById read && present.has(read.id()));
  }

  private static boolean hasNoSuchScore(State state, Call call) {
    return switch (call) {
      case Update update -> isNot(update.id(), state);
      case UpdateOfVersion update -> isNot(update.id(), state);
      case UpsertNaming upsert -> state instanceof Present && isNot(upsert.id(), state);
      case Add none -> false;
      case Upsert none -> false;
      case Read none -> false;
      case ReadById none -> false;
    };
  }

  private static boolean hasVersionMismatch(State state, Call call) {
    return call instanceof UpdateOfVersion update
        && state instanceof Present present
        && present.has(update.id())
        && present.version() != update.version();
  }

  private static boolean isNotFound(State state, Call call) {
    return switch (call) {
      case Read none -> state instanceof Absent;
      case ReadById read -> isNot(read.id(), state);
      case Write none -> false;
    };
  }

  private static boolean isNot(long id, State state) {
    return switch (state) {
      case Absent none -> true;
      case Present present -> !present.has(id);
    };
  }

  private static boolean correct(Call call) {
    return call instanceof Write write && write.correct();
  }
}
