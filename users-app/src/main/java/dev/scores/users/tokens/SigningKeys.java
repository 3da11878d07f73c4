package dev.scores.users.tokens;

import com.nimbusds.jose.jwk.ECKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of tokens: all verify, the first one signs. Keys of the curve P-256 with distinct ids;
 * the first one is private.
 */
public record SigningKeys(List<ECKey> keys) {

  /**
   * @throws IllegalArgumentException if the first key is missing or not private, or ids repeat
   */
  public SigningKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || !keys.getFirst().isPrivate()) {
      throw new IllegalArgumentException("the signing key is missing or not private");
    }
    if (keys.stream().map(ECKey::getKeyID).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("two keys have the same id");
    }
  }

  /** The signing key and further verification keys; keys with an id already present are skipped. */
  static SigningKeys of(ECKey signing, List<ECKey> others) {
    Map<String, ECKey> keys = new LinkedHashMap<>();
    keys.put(signing.getKeyID(), signing);
    others.forEach(key -> keys.putIfAbsent(key.getKeyID(), key));
    return new SigningKeys(List.copyOf(keys.values()));
  }

  /** The public halves, to be published. */
  public List<ECKey> published() {
    return keys.stream().map(ECKey::toPublicJWK).toList();
  }

  ECKey current() {
    return keys.getFirst();
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "SigningKeys[" + keys.size() + "]";
  }
}
