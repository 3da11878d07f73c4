package dev.scores.users.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.scores.users.domain.AccessToken;
import dev.scores.users.domain.TokenClaims;
import dev.scores.users.domain.TokenReading;
import dev.scores.users.domain.TokenReading.Expired;
import dev.scores.users.domain.TokenReading.Forged;
import dev.scores.users.domain.TokenReading.Genuine;
import dev.scores.users.domain.Tokens;
import dev.scores.users.domain.UserId;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Tokens as JWTs (RFC 7519), signed with ES256 and nothing else, whatever their header says (RFC
 * 8725, section 3.1).
 *
 * <p>A token comes again with each request of its user, and its signature takes longer to verify
 * than all the rest of the request. So what a genuine token says is remembered, for not too many of
 * them; its time is looked at each time, and whoever it names is not remembered here.
 */
@Singleton
final class JwtTokens implements Tokens {

  static final String ISSUER = "users";
  static final String AUDIENCE = "scores";

  /** The claim that has the generation. */
  static final String GENERATION = "gen";

  /** Bounds the memory: a token is some hundred bytes, so some ten megabytes. */
  private static final int MOST_TOKENS = 10_000;

  private final Clock clock;
  private final Duration lifetime;
  private final JWSHeader header;
  private final JWSSigner signer;
  private final DefaultJWTProcessor<SecurityContext> processor;
  private final Cache<String, TokenClaims> genuine =
      Caffeine.newBuilder().maximumSize(MOST_TOKENS).build();

  JwtTokens(SigningKeys keys, @Value("${tokens.lifetime}") Duration lifetime, Clock clock)
      throws JOSEException {
    this.clock = clock;
    this.lifetime = lifetime;
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(keys.current().getKeyID())
            .build();
    this.signer = new ECDSASigner(keys.current());
    this.processor = processor(keys, clock);
  }

  @Override
  public AccessToken issue(UserId user, int generation) {
    Instant now = clock.instant();
    SignedJWT token =
        new SignedJWT(
            header,
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(Integer.toString(user.value()))
                .jwtID(UUID.randomUUID().toString())
                .claim(GENERATION, generation)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build());
    try {
      token.sign(signer);
    } catch (JOSEException fault) {
      throw new IllegalStateException("the token cannot be signed", fault);
    }
    return new AccessToken(token.serialize(), lifetime);
  }

  @Override
  public TokenReading read(String token) {
    TokenClaims known = genuine.getIfPresent(token);
    if (known != null && known.expiry().isAfter(clock.instant())) {
      return new Genuine(known);
    }
    try {
      TokenClaims claims = read(processor.process(token, null));
      genuine.put(token, claims);
      return new Genuine(claims);
    } catch (ExpiredJWTException late) {
      return new Expired();
    } catch (BadJOSEException | ParseException forged) {
      return new Forged();
    } catch (JOSEException fault) {
      throw new IllegalStateException("the token cannot be verified", fault);
    }
  }

  /**
   * Who signed it is us, so the subject is a user's id and the rest in order too.
   *
   * @throws ParseException where an older release made the token otherwise
   */
  private static TokenClaims read(JWTClaimsSet claims) throws ParseException {
    try {
      return new TokenClaims(
          UUID.fromString(claims.getJWTID()),
          new UserId(Integer.parseInt(claims.getSubject())),
          claims.getIntegerClaim(GENERATION),
          claims.getExpirationTime().toInstant());
    } catch (IllegalArgumentException other) {
      throw new ParseException("a token of another form", 0);
    }
  }

  private static DefaultJWTProcessor<SecurityContext> processor(SigningKeys keys, Clock clock) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.ES256, new ImmutableJWKSet<>(new JWKSet(List.copyOf(keys.published())))));
    processor.setJWTClaimsSetVerifier(new OwnClaims(clock));
    return processor;
  }

  /** What every token of ours says. */
  private static final class OwnClaims extends DefaultJWTClaimsVerifier<SecurityContext> {

    private final Clock clock;

    OwnClaims(Clock clock) {
      super(
          AUDIENCE,
          new JWTClaimsSet.Builder().issuer(ISSUER).build(),
          Set.of("sub", "jti", "iat", "exp", GENERATION));
      this.clock = clock;
      // Who makes them is who reads them: by one clock.
      setMaxClockSkew(0);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }
  }
}
