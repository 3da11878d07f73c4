package dev.scores.chassis.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JWT as both services accept it: a JWS in compact serialization (RFC 7515, section 7.1), signed
 * with an algorithm that the reader allows, whatever the header says (RFC 8725, section 3.1), by a
 * key that the header names but does not contain. Claims are not read before the signature is
 * verified.
 *
 * <p>Exactly one text is accepted for given bytes: base64url without padding and without stray bits
 * (RFC 4648, section 3.5). ECDSA signatures are malleable: (r, n − s) is as valid as (r, s). So
 * each token has two accepted texts, with the same claims and the same {@code jti}.
 */
public final class SignedToken {

  private static final Pattern COMPACT =
      Pattern.compile(
          "(?<header>[A-Za-z0-9_-]+)\\.(?<payload>[A-Za-z0-9_-]+)\\.(?<signature>[A-Za-z0-9_-]+)");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Two numbers of 32 bytes (RFC 7518, section 3.4). */
  private static final int SIGNATURE_BYTES = 64;

  /** The type of this product's tokens, which the header may omit. */
  private static final String JWT = "JWT";

  /** The type of the access tokens of RFC 9068, section 2.1. */
  private static final String ACCESS_TOKEN = "at+jwt";

  private static final Set<String> OWN_ALGORITHMS = Set.of("ES256");

  private final String algorithm;
  private final String keyId;
  private final byte[] signed;
  private final byte[] payload;
  private final byte[] signature;

  private SignedToken(
      String algorithm, String keyId, byte[] signed, byte[] payload, byte[] signature) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.signed = signed;
    this.payload = payload;
    this.signature = signature;
  }

  /**
   * Parses a token of the users service, which is signed with ES256. Accepts any text; empty if no
   * key could make it a valid token.
   */
  public static Optional<SignedToken> parse(String text) {
    return parse(text, OWN_ALGORITHMS, Set.of(JWT));
  }

  /**
   * Parses a token of any issuer. Accepts any text; empty if no key could make it a valid token.
   *
   * @param algorithms the allowed values of {@code alg} (RFC 7518, section 3.1)
   */
  public static Optional<SignedToken> parse(String text, Set<String> algorithms) {
    return parse(text, algorithms, Set.of(JWT, ACCESS_TOKEN));
  }

  private static Optional<SignedToken> parse(
      String text, Set<String> algorithms, Set<String> types) {
    Matcher parts = COMPACT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      JsonNode header = json(decoded(parts.group("header")));
      byte[] payload = decoded(parts.group("payload"));
      byte[] signature = decoded(parts.group("signature"));
      String algorithm = header.path("alg").asText();
      return keyId(header, types)
          .filter(id -> header.path("alg").isTextual() && algorithms.contains(algorithm))
          .filter(id -> !algorithm.equals("ES256") || signature.length == SIGNATURE_BYTES)
          .map(
              id ->
                  new SignedToken(
                      algorithm,
                      id,
                      text.substring(0, parts.end("payload")).getBytes(StandardCharsets.US_ASCII),
                      payload,
                      signature));
    } catch (IllegalArgumentException
        | CharacterCodingException
        | JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not the canonical encoding
   */
  private static byte[] decoded(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not canonical base64url");
    }
    return bytes;
  }

  private static JsonNode json(byte[] bytes)
      throws CharacterCodingException, JsonProcessingException {
    // Decoded here, because the parser would also accept UTF-16 and UTF-32.
    return JSON.readTree(
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
  }

  /** The id of the key; empty if the header requires an unsupported feature. */
  private static Optional<String> keyId(JsonNode header, Set<String> types) {
    JsonNode id = header.path("kid");
    return header.isObject()
            && isOneOf(types, header.path("typ"))
            && !header.has("crit")
            && !header.has("b64")
            && id.isTextual()
        ? Optional.of(id.textValue())
        : Optional.empty();
  }

  private static boolean isOneOf(Set<String> types, JsonNode type) {
    return type.isMissingNode()
        || (type.isTextual() && types.stream().anyMatch(type.textValue()::equalsIgnoreCase));
  }

  /** The algorithm in the header. */
  public String algorithm() {
    return algorithm;
  }

  /** The id of the key in the header: text that a client chose. */
  public String keyId() {
    return keyId;
  }

  /** The bytes that are signed (RFC 7515, section 5.1). */
  public byte[] signedBytes() {
    return signed.clone();
  }

  /** The signature, not verified. */
  public byte[] signature() {
    return signature.clone();
  }

  /** Whether the signature was made with ES256 by this P-256 key. */
  public boolean isSignedBy(ECPublicKey key) {
    if (!algorithm.equals("ES256")) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException outOfRange) {
      return false;
    } catch (NoSuchAlgorithmException | InvalidKeyException fault) {
      throw new IllegalStateException("ES256 cannot be verified", fault);
    }
  }

  /**
   * The claims as JSON; read them only if {@link #isSignedBy} is true. Empty if the payload is not
   * a JSON object.
   */
  public Optional<String> claims() {
    try {
      return json(payload).isObject()
          ? Optional.of(new String(payload, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (CharacterCodingException | JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SignedToken[hidden]";
  }
}
