package dev.scores.domain;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Permission for the calling thread to read an earlier state of a store, as a standby of its
 * database has. Without it, reads are linearizable. A store without such a copy ignores it, and one
 * with a copy falls back to the current state if the copy is too old or cannot be read.
 *
 * <pre>{@code
 * Statistics recent = StaleReads.allow(reports::ofAll);
 * }</pre>
 */
public final class StaleReads {

  private static final ThreadLocal<Permission> CURRENT =
      ThreadLocal.withInitial(() -> new Permission(false, Optional.empty()));

  /** A version of a score that a read must show, or a later one, and all writes before it. */
  public record SeenWrite(ScoreId score, int version) {}

  private record Permission(boolean isGiven, Optional<SeenWrite> write) {}

  private StaleReads() {}

  /** Runs reads that may show an earlier state. */
  public static <T> T allow(Supplier<T> reads) {
    return run(new Permission(true, Optional.empty()), reads);
  }

  /** Runs reads that may show an earlier state which has the write. */
  public static <T> T allowAfter(SeenWrite write, Supplier<T> reads) {
    return run(new Permission(true, Optional.of(write)), reads);
  }

  /** Runs reads that must show the current state. */
  public static <T> T forbid(Supplier<T> reads) {
    return run(new Permission(false, Optional.empty()), reads);
  }

  /** Whether a read of this thread may show an earlier state; for stores. */
  public static boolean areAllowed() {
    return CURRENT.get().isGiven();
  }

  /** The write that a permitted read of this thread must show; for stores. */
  public static Optional<SeenWrite> requiredWrite() {
    return CURRENT.get().write();
  }

  private static <T> T run(Permission permission, Supplier<T> reads) {
    Permission before = CURRENT.get();
    CURRENT.set(permission);
    try {
      return reads.get();
    } finally {
      CURRENT.set(before);
    }
  }
}
