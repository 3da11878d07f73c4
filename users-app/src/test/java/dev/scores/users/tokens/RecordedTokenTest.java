package dev.scores.users.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.TokenParseResult;
import dev.scores.users.domain.User;
import dev.scores.users.domain.Username;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The recorded token ({@code openapi/token.json}), which the tests of the scores service also
 * verify, is valid, and new tokens have the same format.
 */
class RecordedTokenTest {

  private static JsonNode recorded;
  private static JwtTokens tokens;

  @BeforeAll
  static void read() throws IOException, ParseException, JOSEException {
    recorded = new ObjectMapper().readTree(Path.of("../openapi/token.json").toFile());
    ECKey published = ECKey.parse(recorded.at("/keys/keys/0").toString());
    ECKey today = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    Instant made = Instant.parse(recorded.path("made").asText());
    tokens =
        new JwtTokens(
            new SigningKeys(List.of(today, published)),
            new TokenSettings(Duration.ofHours(1), "users"),
            Clock.fixed(made, ZoneOffset.UTC));
  }

  @Test
  void recordedTokenIsGenuine() {
    TokenParseResult.Genuine genuine =
        assertInstanceOf(
            TokenParseResult.Genuine.class, tokens.read(recorded.path("token").asText()));
    assertEquals(new AccountId(recorded.path("user").asInt()), genuine.claims().user());
  }

  /** The token was recorded before there were sessions. */
  @Test
  void newTokensHaveTheSameClaimsAndASession() throws ParseException {
    SignedJWT then = SignedJWT.parse(recorded.path("token").asText());
    SignedJWT today = SignedJWT.parse(tokens.issue(user(), 1, UUID.randomUUID()).value());
    assertEquals(then.getHeader().getAlgorithm(), today.getHeader().getAlgorithm());
    assertEquals(then.getHeader().getType(), today.getHeader().getType());
    assertEquals(
        then.getHeader().toJSONObject().keySet(), today.getHeader().toJSONObject().keySet());
    for (String claim : then.getJWTClaimsSet().getClaims().keySet()) {
      if (!claim.equals("jti")) {
        assertEquals(
            then.getJWTClaimsSet().getClaim(claim), today.getJWTClaimsSet().getClaim(claim), claim);
      }
    }
    Set<String> claims = new HashSet<>(then.getJWTClaimsSet().getClaims().keySet());
    claims.add("sid");
    assertEquals(claims, today.getJWTClaimsSet().getClaims().keySet());
  }

  private static User user() {
    return new User(
        new AccountId(recorded.path("user").asInt()),
        new Username("ada"),
        new EmailAddress("ada@example.com"),
        true,
        false,
        false,
        Instant.EPOCH);
  }
}
