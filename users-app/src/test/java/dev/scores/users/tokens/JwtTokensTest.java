package dev.scores.users.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.users.domain.AccessToken;
import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.ClientId;
import dev.scores.users.domain.ClientTokenClaims;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.TokenClaims;
import dev.scores.users.domain.TokenFault;
import dev.scores.users.domain.TokenParseResult;
import dev.scores.users.domain.TokenScope;
import dev.scores.users.domain.User;
import dev.scores.users.domain.Username;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JwtTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.900Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final UUID SESSION = new UUID(1, 2);
  private static final AccountId ADA = new AccountId(7);
  private static final ClientId CLIENT = new ClientId("sa_4FDxeROp1q1Y6tSWoVcIuw");
  private static final User USER = user(false, false);
  private static final ECKey KEY = freshKey();

  @Test
  void tokenHasIssuerAudienceSubjectAndTimes() throws JOSEException, ParseException {
    AccessToken token = at(NOW).issue(USER, 3, SESSION);
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
    assertEquals(3, claims.getIntegerClaim("gen"));
    assertEquals(SESSION.toString(), claims.getStringClaim("sid"));
    assertEquals(8, claims.getClaims().size());
  }

  @Test
  void tokensOfTeachersAndAdminsHaveAScope() throws JOSEException, ParseException {
    for (User user : List.of(user(true, false), user(false, true), user(true, true))) {
      AccessToken token = at(NOW).issue(user, 3, SESSION);
      assertEquals(
          "scores:read", SignedJWT.parse(token.value()).getJWTClaimsSet().getClaim("scope"));
      assertGenuine(at(NOW).read(token.value()));
    }
  }

  @Test
  void tokenOfAServiceAccountHasItsIdAndScopes() throws JOSEException, ParseException {
    AccessToken token =
        at(NOW).issue(CLIENT, Set.of(TokenScope.USERS_READ, TokenScope.SCORES_WRITE));
    JWTClaimsSet claims = SignedJWT.parse(token.value()).getJWTClaimsSet();
    assertEquals(CLIENT.value(), claims.getSubject());
    assertEquals(CLIENT.value(), claims.getClaim("client_id"));
    assertEquals("scores:write users:read", claims.getClaim("scope"));
    assertEquals(
        Set.of("iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp"),
        claims.getClaims().keySet());
    assertEquals(
        new TokenParseResult.GenuineOfClient(
            new ClientTokenClaims(
                CLIENT,
                Set.of(TokenScope.SCORES_WRITE, TokenScope.USERS_READ),
                Instant.parse("2026-11-20T10:15:00Z"))),
        at(NOW).read(token.value()));
    assertEquals(
        new TokenParseResult.Invalid(TokenFault.EXPIRED),
        at(Instant.parse("2026-11-20T10:15:00Z")).read(token.value()));
  }

  @Test
  void tokenOfAServiceAccountOfAnotherFormIsInvalid() throws JOSEException, ParseException {
    JWTClaimsSet good =
        SignedJWT.parse(at(NOW).issue(CLIENT, Set.of(TokenScope.USERS_READ)).value())
            .getJWTClaimsSet();
    for (JWTClaimsSet claims :
        List.of(
            new JWTClaimsSet.Builder(good).claim("client_id", "sa_" + "B".repeat(22)).build(),
            new JWTClaimsSet.Builder(good).claim("client_id", null).build(),
            new JWTClaimsSet.Builder(good).claim("client_id", 7).build(),
            new JWTClaimsSet.Builder(good).subject("7").claim("client_id", "7").build(),
            new JWTClaimsSet.Builder(good).claim("scope", "users:read  scores:read").build(),
            new JWTClaimsSet.Builder(good).claim("scope", null).build(),
            new JWTClaimsSet.Builder(good).issuer("https://example.com").build())) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.getKeyID()).build(), claims);
      token.sign(new ECDSASigner(KEY));
      assertInstanceOf(
          TokenParseResult.Invalid.class, at(NOW).read(token.serialize()), claims.toString());
    }
  }

  @Test
  void issuerIsConfigurable() throws JOSEException, ParseException {
    JwtTokens other =
        new JwtTokens(
            new SigningKeys(List.of(KEY)),
            new TokenSettings(HOUR, "https://users.example.com"),
            Clock.fixed(NOW, ZoneOffset.UTC));
    String token = other.issue(USER, 3, SESSION).value();
    assertEquals("https://users.example.com", SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
    assertGenuine(other.read(token));
    assertEquals(new TokenParseResult.Invalid(TokenFault.BAD_CLAIMS), at(NOW).read(token));
  }

  @Test
  void everyTokenHasItsOwnId() throws JOSEException {
    assertNotEquals(
        at(NOW).issue(USER, 3, SESSION).value(), at(NOW).issue(USER, 3, SESSION).value());
  }

  @Test
  void tokenIsValidUntilItExpires() throws JOSEException {
    String token = at(NOW).issue(USER, 3, SESSION).value();
    Instant end = Instant.parse("2026-11-20T10:15:00Z");
    assertGenuine(at(NOW).read(token));
    assertGenuine(at(end.minusMillis(1)).read(token));
    assertEquals(new TokenParseResult.Invalid(TokenFault.EXPIRED), at(end).read(token));
  }

  @Test
  void cachedTokenExpiresToo() throws JOSEException {
    Instant end = Instant.parse("2026-11-20T10:15:00Z");
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    JwtTokens tokens =
        new JwtTokens(
            new SigningKeys(List.of(KEY)),
            new TokenSettings(HOUR, "users"),
            ((InstantSource) now::get).withZone(ZoneOffset.UTC));
    String token = tokens.issue(USER, 3, SESSION).value();
    TokenParseResult first = tokens.read(token);
    assertGenuine(first);
    now.set(end.minusMillis(1));
    assertEquals(first, tokens.read(token));
    assertInstanceOf(TokenParseResult.Invalid.class, tokens.read(withAnotherSignature(token)));
    now.set(end);
    assertEquals(new TokenParseResult.Invalid(TokenFault.EXPIRED), tokens.read(token));
  }

  @Test
  void everyKeyVerifiesAndTheFirstSigns() throws JOSEException {
    ECKey next = freshKey();
    String old = at(NOW).issue(USER, 3, SESSION).value();
    JwtTokens rotated = with(new SigningKeys(List.of(next, KEY)));
    assertGenuine(rotated.read(old));
    String fresh = rotated.issue(USER, 3, SESSION).value();
    assertGenuine(with(new SigningKeys(List.of(next))).read(fresh));
    assertInstanceOf(TokenParseResult.Invalid.class, at(NOW).read(fresh));
  }

  @Test
  void onlyThePublicHalvesArePublished() {
    SigningKeys keys = new SigningKeys(List.of(KEY, freshKey()));
    assertEquals(2, keys.published().size());
    keys.published().forEach(key -> assertEquals(false, key.isPrivate()));
    assertEquals("SigningKeys[2]", keys.toString());
  }

  @Test
  void atLeastOneKeyIsRequired() {
    assertThrows(IllegalArgumentException.class, () -> new SigningKeys(List.of()));
  }

  @Test
  void tokenForAnotherPurposeIsRejected() throws JOSEException, ParseException {
    String token = at(NOW).issue(USER, 3, SESSION).value();
    assertEquals(
        new TokenParseResult.Genuine(
            new TokenClaims(
                UUID.fromString(SignedJWT.parse(token).getJWTClaimsSet().getJWTID()),
                ADA,
                3,
                Optional.of(SESSION),
                Instant.parse("2026-11-20T10:15:00Z"))),
        at(NOW).read(token));
  }

  @Test
  void signedTokenOfAnotherFormIsMalformed() throws JOSEException, ParseException {
    JWTClaimsSet good = SignedJWT.parse(at(NOW).issue(USER, 3, SESSION).value()).getJWTClaimsSet();
    for (JWTClaimsSet claims :
        List.of(
            new JWTClaimsSet.Builder(good).claim("gen", null).build(),
            new JWTClaimsSet.Builder(good).claim("gen", "first").build(),
            new JWTClaimsSet.Builder(good).claim("gen", 0).build(),
            new JWTClaimsSet.Builder(good).jwtID("7").build(),
            new JWTClaimsSet.Builder(good).subject("ada").build(),
            new JWTClaimsSet.Builder(good).subject("0").build())) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.getKeyID()).build(), claims);
      token.sign(new ECDSASigner(KEY));
      assertInstanceOf(
          TokenParseResult.Invalid.class, at(NOW).read(token.serialize()), claims.toString());
    }
  }

  @Test
  void verificationKeyNeedsNoPrivateHalf() throws JOSEException {
    ECKey next = freshKey();
    SigningKeys keys = SigningKeys.of(next, List.of(KEY.toPublicJWK(), next.toPublicJWK()));
    assertEquals(2, keys.published().size());
    assertGenuine(with(keys).read(at(NOW).issue(USER, 3, SESSION).value()));
    assertGenuine(with(keys).read(with(keys).issue(USER, 3, SESSION).value()));
  }

  @Test
  void firstKeyIsPrivateAndIdsAreDistinct() {
    assertThrows(IllegalArgumentException.class, () -> new SigningKeys(List.of(KEY.toPublicJWK())));
    assertThrows(IllegalArgumentException.class, () -> new SigningKeys(List.of(KEY, KEY)));
  }

  private static User user(boolean admin, boolean teacher) {
    return new User(
        ADA, new Username("ada"), new EmailAddress("ada@example.com"), true, admin, teacher, NOW);
  }

  private static String withAnotherSignature(String token) {
    int signature = token.lastIndexOf('.') + 1;
    char other = token.charAt(signature) == 'A' ? 'B' : 'A';
    return token.substring(0, signature) + other + token.substring(signature + 1);
  }

  private static void assertGenuine(TokenParseResult reading) {
    assertEquals(ADA, assertInstanceOf(TokenParseResult.Genuine.class, reading).claims().user());
  }

  private static JwtTokens at(Instant time) throws JOSEException {
    return new JwtTokens(
        new SigningKeys(List.of(KEY)),
        new TokenSettings(HOUR, "users"),
        Clock.fixed(time, ZoneOffset.UTC));
  }

  private static JwtTokens with(SigningKeys keys) throws JOSEException {
    return new JwtTokens(keys, new TokenSettings(HOUR, "users"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static ECKey freshKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
