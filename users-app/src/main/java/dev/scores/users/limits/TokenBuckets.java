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
 * Token buckets of one size by key, each refilled within {@link #PERIOD}. Forgets a bucket when it
 * is full again, and none before: where there are as many as memory allows, new keys share the
 * bucket of their network, so that a flood of keys resets nobody's count. Safe for many threads,
 * never blocks.
 */
final class TokenBuckets {

  static final Duration PERIOD = Duration.ofMinutes(1);

  private static final int SHARED = 1024;
  private static final int KEY_BYTES = 18;

  private final long capacity;
  private final int most;
  private final Cache<String, Bucket> own =
      Caffeine.newBuilder().expireAfterAccess(PERIOD.plusSeconds(1)).build();
  private final AtomicReferenceArray<@Nullable Bucket> shared = new AtomicReferenceArray<>(SHARED);

  /**
   * @param capacity how many tokens a bucket has, and gets back in each period
   * @param most how many keys have a bucket of their own
   */
  TokenBuckets(long capacity, int most) {
    this.capacity = capacity;
    this.most = most;
  }

  /**
   * @param network whose bucket the key shares where there are too many
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
    if (own.estimatedSize() < most) {
      return false;
    }
    // The estimate has those in it that are forgotten but not yet removed.
    own.cleanUp();
    return own.estimatedSize() >= most;
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

  /** Short, however long the key is. */
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
