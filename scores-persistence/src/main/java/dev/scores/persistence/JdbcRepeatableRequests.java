package dev.scores.persistence;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.domain.IdempotencyKey;
import dev.scores.domain.RepeatableRequests;
import dev.scores.domain.Scores;
import dev.scores.domain.ScoresUnavailable;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeatable requests in PostgreSQL. The row of a key is inserted before its request is executed,
 * in the same transaction, so another request with the key waits for its end. Blocks the calling
 * thread; thread-safe.
 */
@Singleton
final class JdbcRepeatableRequests implements RepeatableRequests {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcRepeatableRequests.class);

  private final IdempotencyKeyRows rows;
  private final JdbcScores scores;
  private final TransactionOperations<Connection> transactions;

  JdbcRepeatableRequests(
      IdempotencyKeyRows rows, JdbcScores scores, TransactionOperations<Connection> transactions) {
    this.rows = rows;
    this.scores = scores;
    this.transactions = transactions;
  }

  @Override
  public Execution once(
      IdempotencyKey key, String fingerprint, Instant at, Function<Scores, String> request) {
    try {
      return transactions.executeWrite(
          transaction -> execute(key, fingerprint, at.truncatedTo(MICROS), request));
    } catch (DataAccessException
        | ConnectionException
        | CannotGetJdbcConnectionException
        | TransactionException fault) {
      throw ScoreStoreExceptions.toPortException(fault);
    }
  }

  private Execution execute(
      IdempotencyKey key, String fingerprint, Instant at, Function<Scores, String> request) {
    IdempotencyKeyRow row =
        rows.reserve(key.client(), key.value(), fingerprint, at, at.minus(KEPT));
    if (row.reply() == null) {
      String reply = request.apply(scores);
      rows.keep(key.client(), key.value(), reply);
      return new Execution.Replied(reply);
    }
    return row.fingerprint().equals(fingerprint)
        ? new Execution.Replied(row.reply())
        : new Execution.KeyReused();
  }

  @Scheduled(initialDelay = "1m", fixedDelay = "10m")
  void deleteOld() {
    try {
      while (rows.deleteOld() > 0) {}
    } catch (DataAccessException | ConnectionException | CannotGetJdbcConnectionException fault) {
      if (!(ScoreStoreExceptions.toPortException(fault) instanceof ScoresUnavailable)) {
        throw fault;
      }
      LOG.debug("the next call tries again", fault); // Requests and health log the cause.
    }
  }
}
