package dev.scores.persistence;

import dev.scores.persistence.EventFolding.Folded;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Folds events once a second, so that readers of reports find few. During a peak it pauses, so that
 * it takes little from the writers. Repeats a fold that failed without such a pause.
 */
@Singleton
final class BackgroundFolding {

  /** A pause is as many times longer than the folding before it. */
  private static final int PAUSES = 30;

  /** How far it falls behind before it folds without pauses; and the longest pause. */
  private static final Duration MAX_BEHIND = Duration.ofMinutes(1);

  private final EventFolding folding;

  /** By {@link System#nanoTime()}. For the scheduled thread. */
  private long nextStart = System.nanoTime();

  BackgroundFolding(EventFolding folding) {
    this.folding = folding;
  }

  @Scheduled(
      initialDelay = "${scores.reports.fold-interval:1s}",
      fixedDelay = "${scores.reports.fold-interval:1s}")
  void fold() {
    long start = System.nanoTime();
    if (start - nextStart < 0) {
      return;
    }
    Optional<Folded> folded;
    do {
      folded = folding.foldUnlessBusy();
    } while (folded.filter(Folded::waits).isPresent()
        && folding.behind().compareTo(MAX_BEHIND) > 0);
    nextStart = System.nanoTime();
    if (folded.isPresent()) {
      nextStart += Math.min((nextStart - start) * PAUSES, MAX_BEHIND.toNanos());
    }
  }
}
