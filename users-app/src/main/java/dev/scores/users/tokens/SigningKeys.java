package dev.scores.users.tokens;

import com.nimbusds.jose.jwk.ECKey;
import java.util.List;

/**
 * The keys of tokens: all of them verify, the first one signs. They are private keys of the curve
 * P-256, each with an id.
 */
public record SigningKeys(List<ECKey> keys) {

  /**
   * @throws IllegalArgumentException where there is none
   */
  public SigningKeys {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key to sign with");
    }
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
