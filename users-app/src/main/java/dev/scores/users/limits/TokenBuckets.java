package dev.scores.users.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets of one size by key, each refilled within {@link #PERIOD}. A bucket is dropped when
 * it is full again, never before: at the maximum number of buckets, new keys share the bucket of
 * their network, so that a flood of keys resets no count. Thread-safe, never blocks.
 */
final class TokenBuckets {

  static final Duration PERIOD = Duration.ofMinutes(1);

  private static final int SHARED = 1024;
  private static final int KEY_BYTES = 18;

  private final long capacity;
  private final int maxBuckets;
  private final Cache<String, Bucket> own =
      Caffeine.newBuilder().expireAfterAccess(PERIOD.plusSeconds(1)).build();
  private final AtomicReferenceArray<@Nullable Bucket> shared = new AtomicReferenceArray<>(SHARED);

  /**
   * @param capacity tokens of a bucket, refilled in each period
   * @param maxBuckets maximum number of keys with a bucket of their own
   */
  TokenBuckets(long capacity, int maxBuckets) {
    this.capacity = capacity;
    this.maxBuckets = maxBuckets;
  }

  /**
   * @param network whose bucket the key shares if there are too many buckets
   */
  Bucket of(String key, String network) {
    String digest = digest(key);
    Bucket known = own.getIfPresent(digest);
    if (known != null) {
      return known;
    }
    if (isFull()) {
      return shared(network);
    }
    return own.get(digest, none -> bucket());
  }

  private boolean isFull() {
    if (own.estimatedSize() < maxBuckets) {
      return false;
    }
    // The estimate includes expired entries that are not removed yet.
    own.cleanUp();
    return own.estimatedSize() >= maxBuckets;
  }

  private Bucket shared(String network) {
    int index = Math.floorMod(network.hashCode(), SHARED);
    return shared.updateAndGet(index, bucket -> bucket == null ? bucket() : bucket);
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(rate -> rate.capacity(capacity).refillGreedy(capacity, PERIOD))
        .build();
  }

  /** A digest of fixed length, so that long keys cost no memory. */
  static String digest(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, KEY_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
