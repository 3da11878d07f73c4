package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the monthly partitions of the event log a month in advance: at the start and each hour.
 * Until then events go to the default partition, so a failure costs no write.
 */
@Singleton
final class EventPartitions {

  private static final Logger LOG = LoggerFactory.getLogger(EventPartitions.class);

  private final ReadQuery query;

  EventPartitions(ReadQuery query) {
    this.query = query;
  }

  @Scheduled(initialDelay = "1s", fixedDelay = "1h")
  void create() {
    try {
      query.rows("select create_score_event_partitions()", row -> true);
    } catch (ScoresUnavailable unavailable) {
      LOG.debug("the next call tries again", unavailable); // Requests and health log the cause.
    }
  }
}
