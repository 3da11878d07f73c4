package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintains the monthly partitions of the event log, at the start and each hour: creates them a
 * month in advance, and drops those that ended before the retention. Until a partition is created,
 * events go to the default partition, so a failure costs no write.
 */
@Singleton
final class EventPartitions {

  static final String CREATE = "select create_score_event_partitions()";

  static final String DROP = "select drop_score_events(now() - make_interval(secs => ?))";

  private static final Logger LOG = LoggerFactory.getLogger(EventPartitions.class);

  private final ReadQuery query;
  private final @Nullable Duration retention;

  EventPartitions(ReadQuery query, EventSettings settings) {
    this.query = query;
    this.retention = settings.retention();
  }

  @Scheduled(initialDelay = "1s", fixedDelay = "1h")
  void maintain() {
    try {
      query.rows(CREATE, row -> true);
    } catch (ScoresUnavailable unavailable) {
      LOG.debug("the next call tries again", unavailable); // Requests and health log the cause.
      return;
    }
    if (retention != null) {
      try {
        drop(retention);
      } catch (ScoresUnavailable unavailable) {
        LOG.warn(
            "could not drop old events; the next attempt is in an hour: {}",
            ScoreStoreExceptions.describe(unavailable));
      }
    }
  }

  /** While a transaction has been open since events were logged, they stay until a later call. */
  private void drop(Duration retention) {
    String step;
    do {
      step = query.rows(DROP, row -> row.getString(1), (double) retention.toSeconds()).getFirst();
      if (step.equals("dropped")) {
        LOG.info("dropped the events of months that ended more than {} ago", retention);
      }
    } while (!step.equals("nothing") && !step.equals("waiting"));
  }
}
