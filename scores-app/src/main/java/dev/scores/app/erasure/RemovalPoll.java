package dev.scores.app.erasure;

import dev.scores.app.erasure.RemovalFeed.Answer;
import dev.scores.domain.FollowedRemovals;
import dev.scores.domain.PersonalData;
import dev.scores.domain.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the feed of removals, if this instance has the lease, and the erasures that follow
 * from it. An erasure that waits, because a transaction is open, or that takes too long delays no
 * other: it is tried again with each poll, and until then the saved cursor stays, so that another
 * instance would repeat it. For one thread, except the metrics.
 */
@Singleton
@Requires(property = ErasureSettings.FOLLOW)
final class RemovalPoll {

  /** Between two polls, while there is nothing to erase. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long another instance waits before it takes over from one that was killed. */
  static final Duration LEASE = Duration.ofSeconds(3);

  /** Between two polls while erasures wait. */
  static final Duration PAUSE_WHILE_WAITING = Duration.ofMillis(200);

  /** Between two polls of a users service without a feed. */
  static final Duration PAUSE_WITHOUT_FEED = Duration.ofMinutes(1);

  /**
   * How long a user who was erased is looked at with each poll: a token that is cached, or that
   * this service verifies itself, can write after the erasure. Later, and in the log, once in
   * {@link #FULL_SWEEP}.
   */
  static final Duration WATCHED = Duration.ofDays(2);

  static final Duration FULL_SWEEP = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(RemovalPoll.class);

  private final RemovalFeed feed;
  private final FollowedRemovals followed;
  private final Erasures erasures;
  private final Clock clock;
  private final ErasureMetrics metrics;
  private final UUID instance = UUID.randomUUID();

  /** The end of the pages that were read, while erasures wait. */
  private Optional<String> unsaved = Optional.empty();

  private Instant swept = Instant.EPOCH;
  private boolean isMissingReported;
  private volatile boolean isFollowing;
  private volatile Instant readToTheEnd;

  RemovalPoll(
      RemovalFeed feed,
      FollowedRemovals followed,
      PersonalData data,
      Clock clock,
      MeterRegistry registry) {
    this.feed = feed;
    this.followed = followed;
    this.erasures = new Erasures(data);
    this.clock = clock;
    this.readToTheEnd = clock.instant();
    this.metrics = new ErasureMetrics(registry, this::lagSeconds);
  }

  /**
   * Erases the users of the next page.
   *
   * @return the pause before the next poll
   */
  Duration run() {
    Optional<FollowedRemovals.Position> position = followed.lease(instance, LEASE);
    if (position.isEmpty()) {
      isFollowing = false;
      return PAUSE;
    }
    if (!isFollowing) {
      readToTheEnd = clock.instant();
      swept = Instant.EPOCH;
      forgetWaiting();
      isFollowing = true;
      LOG.info("this instance erases removed users now");
    }
    erasures.retry(clock.instant());
    Optional<String> saved = position.get().cursor();
    Optional<String> cursor = unsaved.or(() -> saved);
    return switch (feed.after(cursor)) {
      case Answer.Page page -> {
        sweep();
        yield erase(page, saved);
      }
      case Answer.UnknownCursor unknown -> restart(cursor);
      case Answer.NoFeed none -> {
        sweep();
        yield reportMissing();
      }
      case Answer.Unavailable unavailable -> {
        sweep();
        yield PAUSE;
      }
    };
  }

  /** Ends the lease, so that another instance need not wait for its end. */
  void stop() {
    if (isFollowing) {
      isFollowing = false;
      followed.release(instance);
    }
  }

  /** Erases what was written for a user after the erasure. */
  private void sweep() {
    Instant now = clock.instant();
    boolean isFull = Duration.between(swept, now).compareTo(FULL_SWEEP) > 0;
    if (isFull) {
      followed.since(now.minus(WATCHED)).forEach(user -> erasures.erase(user, now));
    }
    for (UserId user : followed.withScores(isFull ? Instant.EPOCH : now.minus(WATCHED))) {
      followed.add(user, now); // If this instance ends before the erasure, the next one finds it.
      erasures.erase(user, now);
    }
    if (isFull) {
      swept = now;
    }
  }

  private Duration erase(Answer.Page page, Optional<String> saved) {
    isMissingReported = false;
    for (UserId user : page.users()) {
      Instant now = clock.instant();
      boolean isNew = followed.add(user, now);
      erasures.erase(user, now);
      if (isNew) {
        metrics.erased();
      }
    }
    unsaved = Optional.of(page.next()).filter(next -> !saved.equals(Optional.of(next)));
    if (erasures.areComplete() && unsaved.isPresent()) {
      followed.save(instance, page.next());
      unsaved = Optional.empty();
    }
    if (page.users().size() == RemovalFeed.PAGE) {
      return Duration.ZERO;
    }
    if (!erasures.areComplete()) {
      return PAUSE_WHILE_WAITING;
    }
    readToTheEnd = clock.instant();
    return PAUSE;
  }

  private Duration restart(Optional<String> cursor) {
    if (cursor.isPresent()) {
      LOG.warn(
          "the users service has another database, such as a restored backup: the feed of removals"
              + " is followed from its beginning");
      followed.restart(instance);
      forgetWaiting();
    }
    return PAUSE;
  }

  private void forgetWaiting() {
    erasures.forget();
    unsaved = Optional.empty();
  }

  private Duration reportMissing() {
    if (!isMissingReported) {
      isMissingReported = true;
      LOG.warn(
          "the users service has no feed of removals, so the data of removed users is not erased;"
              + " update the users service, or set USER_REMOVALS=ignore");
    }
    return PAUSE_WITHOUT_FEED;
  }

  /** NaN while another instance follows the feed. */
  private double lagSeconds() {
    return isFollowing
        ? Math.max(0, Duration.between(readToTheEnd, clock.instant()).toMillis() / 1000.0)
        : Double.NaN;
  }
}
