package dev.scores.users.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.users.domain.AccessToken;
import dev.scores.users.domain.TokenReading;
import dev.scores.users.domain.UserId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class JwtTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.900Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final UserId ADA = new UserId(7);
  private static final ECKey KEY = freshKey();

  @Test
  void aTokenSaysWhoMadeItForWhomWhenAndUntilWhen() throws JOSEException, ParseException {
    AccessToken token = at(NOW).issue(ADA);
    assertEquals(HOUR, token.lifetime());
    SignedJWT jwt = SignedJWT.parse(token.value());
    assertEquals("ES256", jwt.getHeader().getAlgorithm().getName());
    assertEquals(KEY.getKeyID(), jwt.getHeader().getKeyID());
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    assertEquals("users", claims.getIssuer());
    assertEquals(List.of("scores"), claims.getAudience());
    assertEquals("7", claims.getSubject());
    assertEquals(36, claims.getJWTID().length());
    assertEquals(Date.from(Instant.parse("2026-11-20T09:15:00Z")), claims.getIssueTime());
    assertEquals(Date.from(Instant.parse("2026-11-20T10:15:00Z")), claims.getExpirationTime());
    assertEquals(6, claims.getClaims().size());
  }

  @Test
  void everyTokenHasAnIdOfItsOwn() throws JOSEException {
    assertNotEquals(at(NOW).issue(ADA).value(), at(NOW).issue(ADA).value());
  }

  @Test
  void aTokenIsGoodUntilItsTimeIsOver() throws JOSEException {
    String token = at(NOW).issue(ADA).value();
    Instant end = Instant.parse("2026-11-20T10:15:00Z");
    assertEquals(new TokenReading.Genuine(ADA), at(NOW).read(token));
    assertEquals(new TokenReading.Genuine(ADA), at(end.minusMillis(1)).read(token));
    assertEquals(new TokenReading.Expired(), at(end).read(token));
  }

  @Test
  void everyKeyVerifiesAndTheFirstOneSigns() throws JOSEException {
    ECKey next = freshKey();
    String old = at(NOW).issue(ADA).value();
    JwtTokens rotated = with(new SigningKeys(List.of(next, KEY)));
    assertEquals(new TokenReading.Genuine(ADA), rotated.read(old));
    String fresh = rotated.issue(ADA).value();
    assertEquals(new TokenReading.Genuine(ADA), with(new SigningKeys(List.of(next))).read(fresh));
    assertInstanceOf(TokenReading.Forged.class, at(NOW).read(fresh));
  }

  @Test
  void onlyThePublicHalvesArePublished() {
    SigningKeys keys = new SigningKeys(List.of(KEY, freshKey()));
    assertEquals(2, keys.published().size());
    keys.published().forEach(key -> assertEquals(false, key.isPrivate()));
    assertEquals("SigningKeys[2]", keys.toString());
  }

  @Test
  void withoutAKeyThereAreNoTokens() {
    assertThrows(IllegalArgumentException.class, () -> new SigningKeys(List.of()));
  }

  private static JwtTokens at(Instant time) throws JOSEException {
    return new JwtTokens(new SigningKeys(List.of(KEY)), HOUR, Clock.fixed(time, ZoneOffset.UTC));
  }

  private static JwtTokens with(SigningKeys keys) throws JOSEException {
    return new JwtTokens(keys, HOUR, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static ECKey freshKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
