package dev.scores.persistence;

import dev.scores.persistence.EventFolding.Folded;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets readers of reports wait until the events that they must see are folded (ADR 54). A thread
 * folds for all readers of the instance, as long as there are some; a reader waits no longer than
 * {@link #PATIENCE}, however long a statement takes. Thread-safe.
 */
@Singleton
final class ReportCatchUp {

  /** How long a reader waits. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  /** How long all readers wait for an open transaction. */
  private static final Duration PATIENCE_FOR_TRANSACTIONS = Duration.ofMillis(50);

  /** Between two looks at open transactions. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** Between two looks while another session folds. */
  private static final Duration PAUSE_WHILE_BUSY = Duration.ofMillis(5);

  private final EventFolding folding;

  /** With the lock of this object. */
  private final List<Reader> readers = new ArrayList<>();

  /** With the lock of this object. */
  private boolean isFolding;

  /** An open transaction that readers have waited for in vain. For the folding thread. */
  private volatile long stuckAt;

  ReportCatchUp(EventFolding folding) {
    this.folding = folding;
  }

  /**
   * @param end the transaction below which the reader must see all events
   */
  private record Reader(long end, CountDownLatch served) {

    /** Ends the wait if all events that it needs are folded; returns whether they are. */
    boolean endsAt(long foldedBelow) {
      if (end > foldedBelow) {
        return false;
      }
      served.countDown();
      return true;
    }
  }

  /**
   * Waits until the events of all transactions below {@code end} are folded. Returns earlier if
   * folding fails or takes too long, or if a transaction stays open: then the reports are those of
   * an earlier position.
   */
  void await(long end) {
    Reader reader = new Reader(end, new CountDownLatch(1));
    if (reader.endsAt(folding.foldedBelow())) {
      return;
    }
    arrive(reader);
    try {
      if (!reader.served().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        leave(reader);
      }
    } catch (InterruptedException interrupted) {
      leave(reader);
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void arrive(Reader reader) {
    readers.add(reader);
    if (!isFolding) {
      isFolding = true;
      Thread.ofVirtual().name("report-folds").start(this::foldForReaders);
    }
  }

  private synchronized void leave(Reader reader) {
    readers.remove(reader);
  }

  private void foldForReaders() {
    boolean goesOn = true;
    try {
      long horizon = stuckAt;
      long progress = System.nanoTime();
      while (goesOn) {
        Optional<Folded> folded = folding.fold();
        if (folded.isEmpty()) {
          return;
        }
        Folded end = folded.get();
        if (end.isBusy() || end.waits() || end.horizon() != horizon) {
          horizon = end.horizon();
          progress = System.nanoTime();
        } else if (shouldGiveUp(end.horizon(), System.nanoTime() - progress)) {
          return;
        }
        goesOn = serve(folding.foldedBelow());
        if (goesOn && !end.waits()) {
          LockSupport.parkNanos((end.isBusy() ? PAUSE_WHILE_BUSY : PAUSE).toNanos());
        }
      }
    } finally {
      if (goesOn) {
        serve(Long.MAX_VALUE);
      }
    }
  }

  /** Whether a transaction has been open for too long, after a statement that had nothing to do. */
  private boolean shouldGiveUp(long horizon, long nanosWithoutProgress) {
    if (horizon != stuckAt && nanosWithoutProgress <= PATIENCE_FOR_TRANSACTIONS.toNanos()) {
      return false;
    }
    stuckAt = horizon;
    return true;
  }

  /** Ends the wait of readers, and returns whether others wait. */
  private synchronized boolean serve(long foldedBelow) {
    readers.removeIf(reader -> reader.endsAt(foldedBelow));
    isFolding = !readers.isEmpty();
    return isFolding;
  }
}
