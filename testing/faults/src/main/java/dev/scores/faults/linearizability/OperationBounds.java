package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.ReadById;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.UpdateOfVersion;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.Call.UpsertNaming;
import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.AlreadyExists;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.NoSuchScore;
import dev.scores.faults.linearizability.CallResult.NotFound;
import dev.scores.faults.linearizability.CallResult.Unexpected;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import dev.scores.faults.linearizability.CallResult.VersionMismatch;
import dev.scores.faults.linearizability.State.Present;

/**
 * Limits on when an operation can take effect: a score is never removed, its version never
 * decreases, and its id never changes.
 */
final class OperationBounds {

  private OperationBounds() {}

  /** The last version in which the operation can take effect; 0 if there must be no score. */
  static int latestVersion(ScoreOperation operation) {
    return switch (operation.result()) {
      case Added none -> 0;
      case Updated result -> result.score().version() - 1;
      case Found result -> result.score().version();
      case NotFound none -> operation.call() instanceof Read ? 0 : Integer.MAX_VALUE;
      case AlreadyExists none -> Integer.MAX_VALUE;
      case NoSuchScore none -> Integer.MAX_VALUE;
      case VersionMismatch none -> Integer.MAX_VALUE;
      case Unknown none -> Integer.MAX_VALUE;
      case Unexpected none -> Integer.MAX_VALUE;
    };
  }

  /** Whether a write without a result cannot change the score in this state or any later one. */
  static boolean hasNoFurtherEffect(Call call, State state) {
    return switch (call) {
      case Add none -> state instanceof Present;
      case Upsert none -> false;
      case UpsertNaming upsert -> state instanceof Present present && !present.has(upsert.id());
      case Update update -> state.identity().id() != update.id();
      case UpdateOfVersion update ->
          state.identity().id() != update.id() || state.version() > update.version();
      case Read none -> true;
      case ReadById none -> true;
    };
  }
}
