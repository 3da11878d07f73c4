package dev.scores.users.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.scores.chassis.tokens.SignedToken;
import dev.scores.chassis.tokens.TokenDigest;
import dev.scores.users.domain.AccessToken;
import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.ClientId;
import dev.scores.users.domain.ClientTokenClaims;
import dev.scores.users.domain.TokenClaims;
import dev.scores.users.domain.TokenFault;
import dev.scores.users.domain.TokenParseResult;
import dev.scores.users.domain.TokenParseResult.Genuine;
import dev.scores.users.domain.TokenParseResult.GenuineOfClient;
import dev.scores.users.domain.TokenParseResult.Invalid;
import dev.scores.users.domain.TokenScope;
import dev.scores.users.domain.Tokens;
import dev.scores.users.domain.User;
import jakarta.inject.Singleton;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as JWTs (RFC 7519), signed with ES256; {@link SignedToken} defines the accepted texts.
 *
 * <p>A user sends the same token with each request, and verifying its signature takes longer than
 * the rest of the request. So the claims of a genuine token are cached by the token's digest;
 * expiry is checked each time, and the account is not cached here.
 */
@Singleton
final class JwtTokens implements Tokens {

  static final String AUDIENCE = "scores";

  /** Claim of the token generation. */
  static final String GENERATION = "gen";

  /** Claims of RFC 9068, sections 2.2 and 2.2.3. Only service accounts have the first. */
  static final String CLIENT_ID = "client_id";

  static final String SCOPE = "scope";

  /** Claim of the session; tokens of releases without sessions have none. */
  static final String SESSION = "sid";

  /** Bounds the memory: an entry is a digest and five claims, some 350 bytes, so 4 MB. */
  private static final int MAX_CACHED_TOKENS = 10_000;

  private final Clock clock;
  private final Duration lifetime;
  private final JWSHeader header;
  private final JWSSigner signer;
  private final Map<String, ECPublicKey> keys;
  private final String issuer;
  private final OwnClaims userClaims;
  private final OwnClaims clientClaims;
  private final Cache<TokenDigest, TokenParseResult> genuine =
      Caffeine.newBuilder().maximumSize(MAX_CACHED_TOKENS).build();

  JwtTokens(SigningKeys keys, TokenSettings settings, Clock clock) throws JOSEException {
    this.clock = clock;
    this.lifetime = settings.lifetime();
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(keys.current().getKeyID())
            .build();
    this.signer = new ECDSASigner(keys.current());
    this.keys = publicKeys(keys);
    this.issuer = settings.issuer();
    this.userClaims = new OwnClaims(issuer, GENERATION, clock);
    this.clientClaims = new OwnClaims(issuer, SCOPE, clock);
  }

  private static Map<String, ECPublicKey> publicKeys(SigningKeys keys) throws JOSEException {
    Map<String, ECPublicKey> byId = new HashMap<>();
    for (ECKey key : keys.keys()) {
      byId.put(key.getKeyID(), key.toECPublicKey());
    }
    return Map.copyOf(byId);
  }

  @Override
  public AccessToken issue(User user, int generation, UUID session) {
    JWTClaimsSet.Builder claims = claims(Integer.toString(user.id().value()));
    if (!user.scopes().isEmpty()) {
      claims.claim(SCOPE, TokenScope.join(user.scopes()));
    }
    return sign(claims.claim(GENERATION, generation).claim(SESSION, session.toString()).build());
  }

  @Override
  public AccessToken issue(ClientId client, Set<TokenScope> scopes) {
    return sign(
        claims(client.value())
            .claim(CLIENT_ID, client.value())
            .claim(SCOPE, TokenScope.join(scopes))
            .build());
  }

  private JWTClaimsSet.Builder claims(String subject) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(AUDIENCE)
        .subject(subject)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(lifetime)));
  }

  private AccessToken sign(JWTClaimsSet claims) {
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException fault) {
      throw new IllegalStateException("the token cannot be signed", fault);
    }
    return new AccessToken(token.serialize(), lifetime);
  }

  @Override
  public TokenParseResult read(String token) {
    TokenDigest digest = TokenDigest.of(token);
    TokenParseResult known = genuine.getIfPresent(digest);
    if (known != null && isCurrent(known)) {
      return known;
    }
    TokenParseResult result =
        SignedToken.parse(token)
            .map(this::verified)
            .orElseGet(() -> new Invalid(TokenFault.MALFORMED));
    if (isCurrent(result)) {
      genuine.put(digest, result);
    }
    return result;
  }

  /** Whether the token is genuine and not expired. */
  private boolean isCurrent(TokenParseResult result) {
    return switch (result) {
      case Genuine good -> good.claims().expiry().isAfter(clock.instant());
      case GenuineOfClient good -> good.claims().expiry().isAfter(clock.instant());
      case Invalid invalid -> false;
    };
  }

  private TokenParseResult verified(SignedToken token) {
    @Nullable ECPublicKey key = keys.get(token.keyId());
    if (key == null || !token.isSignedBy(key)) {
      return new Invalid(TokenFault.BAD_SIGNATURE);
    }
    return token.claims().map(this::validated).orElseGet(() -> new Invalid(TokenFault.MALFORMED));
  }

  /** Validates the claims: another release or another holder of the key may have signed them. */
  private TokenParseResult validated(String json) {
    try {
      JWTClaimsSet claims = JWTClaimsSet.parse(json);
      return claims.getClaims().containsKey(CLIENT_ID) ? ofClient(claims) : ofUser(claims);
    } catch (ExpiredJWTException expired) {
      return new Invalid(TokenFault.EXPIRED);
    } catch (BadJWTException foreign) {
      return new Invalid(TokenFault.BAD_CLAIMS);
    } catch (ParseException | RuntimeException otherForm) {
      // A claim has the wrong type or is out of range.
      return new Invalid(TokenFault.MALFORMED);
    }
  }

  private Genuine ofUser(JWTClaimsSet claims) throws BadJWTException, ParseException {
    userClaims.verify(claims, null);
    return new Genuine(
        new TokenClaims(
            UUID.fromString(claims.getJWTID()),
            new AccountId(Integer.parseInt(claims.getSubject())),
            Math.toIntExact(claims.getLongClaim(GENERATION)),
            Optional.ofNullable(claims.getStringClaim(SESSION)).map(UUID::fromString),
            claims.getExpirationTime().toInstant()));
  }

  private GenuineOfClient ofClient(JWTClaimsSet claims) throws BadJWTException, ParseException {
    clientClaims.verify(claims, null);
    ClientId client = new ClientId(claims.getSubject());
    if (!client.value().equals(claims.getStringClaim(CLIENT_ID))) {
      throw new BadJWTException("sub and client_id differ");
    }
    return new GenuineOfClient(
        new ClientTokenClaims(
            client,
            TokenScope.parse(claims.getStringClaim(SCOPE)).orElseThrow(),
            claims.getExpirationTime().toInstant()));
  }

  /** The claims that every token of this service has, and one more. */
  private static final class OwnClaims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Clock clock;

    OwnClaims(String issuer, String more, Clock clock) {
      super(
          AUDIENCE,
          new JWTClaimsSet.Builder().issuer(issuer).build(),
          Set.of("sub", "jti", "iat", "exp", more));
      this.clock = clock;
      // Tokens are issued and verified by the same clock.
      setMaxClockSkew(0);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
