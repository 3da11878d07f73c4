package dev.scores.users.domain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Counts of attempts, shared by all instances, as token buckets. A bucket is full at first, and
 * gets its tokens back evenly within {@link #PERIOD}. Blocks; thread-safe; throws {@link
 * UsersUnavailable}.
 */
public interface AttemptCounts {

  Duration PERIOD = Duration.ofMinutes(1);

  /**
   * A token bucket.
   *
   * @param digest SHA-256 of what is counted, as 64 hexadecimal digits: of fixed length, and
   *     without the names that clients send
   * @param capacity number of tokens, at least 1
   */
  record Bucket(String digest, long capacity) {

    public Bucket {
      if (capacity < 1) {
        throw new IllegalArgumentException("a bucket has at least 1 token, not " + capacity);
      }
    }

    /** The bucket of what this text names. */
    public static Bucket of(String counted, long capacity) {
      byte[] digest = SecretDigest.sha256(counted.getBytes(StandardCharsets.UTF_8));
      return new Bucket(HexFormat.of().formatHex(digest), capacity);
    }
  }

  /**
   * Takes a token from each bucket, or from none if one of them has none.
   *
   * @param buckets different ones
   * @return the buckets that have no token, and how long until they have one
   */
  Map<Bucket, Duration> spend(List<Bucket> buckets);

  /** Returns the buckets that have no token, and how long until they have one. */
  Map<Bucket, Duration> exhausted(List<Bucket> buckets);
}
