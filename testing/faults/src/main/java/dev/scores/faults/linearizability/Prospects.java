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
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import dev.scores.faults.linearizability.CallResult.VersionMismatch;
import dev.scores.faults.linearizability.CallResult.Wrong;
import dev.scores.faults.linearizability.State.Stored;

/**
 * What can still become of an operation: a score is never removed, its version never goes back, and
 * it keeps its id.
 */
final class Prospects {

  private Prospects() {}

  /** The last version in which the operation can take effect; 0 while there is no score. */
  static int latestVersion(ScoreOperation operation) {
    return switch (operation.answer()) {
      case Added none -> 0;
      case Updated answer -> answer.score().version() - 1;
      case Found answer -> answer.score().version();
      case NotFound none -> operation.call() instanceof Read ? 0 : Integer.MAX_VALUE;
      case AlreadyExists none -> Integer.MAX_VALUE;
      case NoSuchScore none -> Integer.MAX_VALUE;
      case VersionMismatch none -> Integer.MAX_VALUE;
      case Unknown none -> Integer.MAX_VALUE;
      case Wrong none -> Integer.MAX_VALUE;
    };
  }

  /** Whether a write without an answer can do nothing to the score, in this state or any later. */
  static boolean isSpent(Call call, State state) {
    return switch (call) {
      case Add none -> state instanceof Stored;
      case Upsert none -> false;
      case UpsertNaming upsert -> state instanceof Stored stored && !stored.has(upsert.id());
      case Update update -> state.identity().id() != update.id();
      case UpdateOfVersion update ->
          state.identity().id() != update.id() || state.version() > update.version();
      case Read none -> true;
      case ReadById none -> true;
    };
  }
}
