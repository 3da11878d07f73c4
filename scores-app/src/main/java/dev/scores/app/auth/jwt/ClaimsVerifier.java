package dev.scores.app.auth.jwt;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the claims of a token (RFC 7519, section 4.1): issuer, audience, subject and times. A
 * token expires to the second. {@code nbf} and {@code iat} may be up to 10 s in the future, because
 * the clock of the users service may be ahead.
 */
final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

  /** How far the users service's clock may be ahead. */
  static final Duration TOLERANCE = Duration.ofSeconds(10);

  private final Clock clock;

  ClaimsVerifier(String issuer, String audience, Clock clock) {
    super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp"));
    this.clock = clock;
    setMaxClockSkew((int) TOLERANCE.toSeconds());
  }

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws BadJWTException {
    super.verify(claims, context);
    Instant now = clock.instant();
    if (!now.isBefore(claims.getExpirationTime().toInstant())) {
      throw new ExpiredJWTException("expired");
    }
    Date issued = claims.getIssueTime();
    if (issued != null && now.plus(TOLERANCE).isBefore(issued.toInstant())) {
      throw new BadJWTException("issued in the future");
    }
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }
}
