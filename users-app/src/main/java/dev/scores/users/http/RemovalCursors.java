package dev.scores.users.http;

import dev.scores.chassis.lists.CursorText;
import dev.scores.chassis.lists.CursorTime;
import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.RemovedUser;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * The text form of a position in the log of removals: the last removal, or zeros at the beginning.
 * It contains user and time, so that a log in which the sequence is another removal's does not
 * contain it.
 */
final class RemovalCursors {

  private static final String SCOPE = "removals cursor 1 ";
  private static final int LENGTH = Long.BYTES + Integer.BYTES + Long.BYTES;

  private RemovalCursors() {}

  static String text(Optional<RemovedUser> last) {
    ByteBuffer position = ByteBuffer.allocate(LENGTH);
    last.ifPresent(
        removal ->
            position
                .putLong(removal.sequence())
                .putInt(removal.user().value())
                .putLong(CursorTime.micros(removal.at())));
    return CursorText.of(position.array(), SCOPE);
  }

  /** Empty if the text is malformed; contains an empty value at the beginning of the log. */
  static Optional<Optional<RemovedUser>> read(String text) {
    return CursorText.read(text, LENGTH, SCOPE)
        .flatMap(position -> position(position.getLong(), position.getInt(), position.getLong()));
  }

  private static Optional<Optional<RemovedUser>> position(long sequence, int user, long micros) {
    if (sequence == 0) {
      return Optional.of(Optional.empty());
    }
    Optional<AccountId> id = AccountId.of(user);
    Optional<Instant> at = CursorTime.read(micros);
    return sequence < 0 || id.isEmpty() || at.isEmpty()
        ? Optional.empty()
        : Optional.of(Optional.of(new RemovedUser(sequence, id.get(), at.get())));
  }
}
