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
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import dev.scores.faults.linearizability.CallResult.VersionMismatch;
import dev.scores.faults.linearizability.CallResult.Wrong;
import dev.scores.faults.linearizability.State.Absent;
import dev.scores.faults.linearizability.State.Stored;
import java.util.Optional;

/**
 * One score with one client: what may be answered in which state, and what state follows (design,
 * section 3). Written anew from the contract: a judge that shared the domain's rules would share
 * their faults.
 */
final class ScoreModel {

  private ScoreModel() {}

  /** The state after the operation; none where it cannot have taken effect in this state. */
  static Optional<State> after(State state, ScoreOperation operation) {
    return switch (operation.answer()) {
      case Added answer -> added(state, operation.call(), answer.score());
      case Updated answer -> updated(state, operation.call(), answer.score());
      case Found answer -> found(state, operation.call(), answer.score());
      case AlreadyExists none ->
          same(state, state instanceof Stored && operation.call() instanceof Add);
      case NoSuchScore none -> same(state, hasNoSuchScore(state, operation.call()));
      case VersionMismatch none -> same(state, hasChanged(state, operation.call()));
      case NotFound none -> same(state, hasNone(state, operation.call()));
      case Unknown none -> changedUnheard(state, operation.call());
      case Wrong never -> Optional.empty();
    };
  }

  private static Optional<State> added(State state, Call call, Seen seen) {
    return state instanceof Absent absent
            && makesOne(call)
            && seen.correct() == correct(call)
            && absent.mayBecome(seen)
        ? Optional.of(Stored.of(seen))
        : Optional.empty();
  }

  private static Optional<State> updated(State state, Call call, Seen seen) {
    return state instanceof Stored stored
            && rewrites(call, stored)
            && seen.correct() == correct(call)
            && stored.mayBecome(seen)
        ? Optional.of(Stored.of(seen))
        : Optional.empty();
  }

  private static Optional<State> found(State state, Call call, Seen seen) {
    return state instanceof Stored stored && asks(call, stored) && stored.mayBe(seen)
        ? Optional.of(Stored.of(seen))
        : Optional.empty();
  }

  private static Optional<State> changedUnheard(State state, Call call) {
    return switch (state) {
      case Absent absent ->
          makesOne(call)
              ? Optional.of(Stored.unheard(correct(call), absent.identity()))
              : Optional.empty();
      case Stored stored ->
          rewrites(call, stored)
              ? Optional.of(stored.rewrittenUnheard(correct(call)))
              : Optional.empty();
    };
  }

  private static Optional<State> same(State state, boolean fits) {
    return fits ? Optional.of(state) : Optional.empty();
  }

  private static boolean makesOne(Call call) {
    return call instanceof Add || call instanceof Upsert || call instanceof UpsertNaming;
  }

  private static boolean rewrites(Call call, Stored stored) {
    return switch (call) {
      case Upsert none -> true;
      case Update update -> stored.has(update.id());
      case UpsertNaming upsert -> stored.has(upsert.id());
      case UpdateOfVersion update ->
          stored.has(update.id()) && stored.version() == update.version();
      case Add none -> false;
      case Read none -> false;
      case ReadById none -> false;
    };
  }

  private static boolean asks(Call call, Stored stored) {
    return call instanceof Read || (call instanceof ReadById read && stored.has(read.id()));
  }

  private static boolean hasNoSuchScore(State state, Call call) {
    return switch (call) {
      case Update update -> isNot(update.id(), state);
      case UpdateOfVersion update -> isNot(update.id(), state);
      case UpsertNaming upsert -> state instanceof Stored && isNot(upsert.id(), state);
      case Add none -> false;
      case Upsert none -> false;
      case Read none -> false;
      case ReadById none -> false;
    };
  }

  private static boolean hasChanged(State state, Call call) {
    return call instanceof UpdateOfVersion update
        && state instanceof Stored stored
        && stored.has(update.id())
        && stored.version() != update.version();
  }

  private static boolean hasNone(State state, Call call) {
    return switch (call) {
      case Read none -> state instanceof Absent;
      case ReadById read -> isNot(read.id(), state);
      case Write none -> false;
    };
  }

  private static boolean isNot(long id, State state) {
    return switch (state) {
      case Absent none -> true;
      case Stored stored -> !stored.has(id);
    };
  }

  private static boolean correct(Call call) {
    return call instanceof Write write && write.correct();
  }
}
