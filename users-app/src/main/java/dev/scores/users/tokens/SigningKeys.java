package dev.scores.users.tokens;

import com.nimbusds.jose.jwk.ECKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of tokens: all of them verify, the first one signs. They are keys of the curve P-256,
 * each with an id of its own, the first one private.
 */
public record SigningKeys(List<ECKey> keys) {

  /**
   * @throws IllegalArgumentException where there is none to sign with, or two have one id
   */
  public SigningKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || !keys.getFirst().isPrivate()) {
      throw new IllegalArgumentException("no key to sign with");
    }
    if (keys.stream().map(ECKey::getKeyID).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("two keys of one id");
    }
  }

  /** The one key and, for verifying only, the others; one that is the first again is left out. */
  static SigningKeys of(ECKey signing, List<ECKey> others) {
    Map<String, ECKey> keys = new LinkedHashMap<>();
    keys.put(signing.getKeyID(), signing);
    others.forEach(key -> keys.putIfAbsent(key.getKeyID(), key));
    return new SigningKeys(List.copyOf(keys.values()));
  }

  /** The public halves, for whoever verifies. */
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
