package dev.scores.users.persistence;

import static java.util.stream.Collectors.toMap;

import dev.scores.users.domain.AttemptCounts;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Counts of attempts in PostgreSQL, by the database's clock: functions of the schema, one call per
 * operation. Blocks; thread-safe.
 */
@Singleton
final class JdbcAttemptCounts implements AttemptCounts {

  private static final String SPEND =
      "select number, extract(epoch from wait) as seconds from spend_attempt(?, ?)";

  private static final String EXHAUSTED =
      "select number, extract(epoch from wait) as seconds from exhausted_buckets(?, ?)";

  private static final double NANOS = 1e9;

  private final Statements statements;

  JdbcAttemptCounts(DataSource pool, DataSourceResolver resolver) {
    this.statements = new Statements(resolver.resolve(pool));
  }

  @Override
  public Map<Bucket, Duration> spend(List<Bucket> buckets) {
    return waits(SPEND, buckets);
  }

  @Override
  public Map<Bucket, Duration> exhausted(List<Bucket> buckets) {
    return waits(EXHAUSTED, buckets);
  }

  private Map<Bucket, Duration> waits(String sql, List<Bucket> buckets) {
    byte[][] digests =
        buckets.stream()
            .map(bucket -> HexFormat.of().parseHex(bucket.digest()))
            .toArray(byte[][]::new);
    Long[] capacities = buckets.stream().map(Bucket::capacity).toArray(Long[]::new);
    return statements
        .all(
            sql,
            parameters -> parameters.array("bytea", digests).array("int8", capacities),
            row ->
                Map.entry(
                    buckets.get(row.getInt("number") - 1),
                    Duration.ofNanos(Math.round(row.getDouble("seconds") * NANOS))))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
