package dev.scores.app.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.scores.domain.Principal;
import dev.scores.domain.Principal.Person;
import dev.scores.domain.Principal.Program;
import dev.scores.domain.Scope;
import dev.scores.domain.UserId;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalClaimsTest {

  private static final Set<Scope> NO_SCOPES = Set.of();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"7\"}",
        "{\"sub\":\"7\",\"client_id\":\"web\",\"azp\":\"web\"}",
        "{\"sub\":\"7\",\"scope\":\"openid scores:admin SCORES:READ\"}",
        "{\"sub\":\"7\",\"scope\":7}"
      })
  void subjectIsTheUser(String claims) throws ParseException {
    assertEquals(Optional.of(new Person(new UserId(7), NO_SCOPES)), principal(claims));
  }

  @Test
  void userClaimMayBeANumber() throws ParseException {
    assertEquals(
        Optional.of(new Person(new UserId(7), NO_SCOPES)),
        principal("{\"sub\":\"ada\",\"number\":7}", "number", "scope"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"scores:read scores:write\"",
        "\"scores:write  openid scores:read scores:read\"",
        "[\"scores:write\",\"scores:read\",\"other\",7,null]"
      })
  void scopesAreATextOrAnArray(String scopes) throws ParseException {
    assertEquals(
        Optional.of(new Person(new UserId(7), Set.of(Scope.SCORES_READ, Scope.SCORES_WRITE))),
        principal("{\"sub\":\"7\",\"scp\":" + scopes + "}", "sub", "scp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"grader\",\"client_id\":\"grader\",\"scope\":\"scores:write\"}",
        "{\"sub\":\"grader\",\"azp\":\"grader\",\"scope\":\"scores:write\"}"
      })
  void subjectThatIsTheClientIsAProgram(String claims) throws ParseException {
    assertEquals(Optional.of(new Program("grader", Set.of(Scope.SCORES_WRITE))), principal(claims));
  }

  @Test
  void tokenWithoutTheUserClaimIsAPrograms() throws ParseException {
    assertEquals(
        Optional.of(new Program("grader", NO_SCOPES)),
        principal("{\"sub\":\"0b2e-11\",\"client_id\":\"grader\"}", "number", "scope"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"ada\",\"client_id\":\"web\"}",
        "{\"sub\":\"0\",\"client_id\":\"web\"}",
        "{\"sub\":\"07\",\"client_id\":\"web\"}",
        "{\"sub\":\"+7\",\"client_id\":\"web\"}",
        "{\"sub\":\"2147483648\",\"client_id\":\"web\"}",
        "{\"sub\":\"ada\"}",
        "{}",
        "{\"client_id\":7}",
        "{\"client_id\":\"\"}"
      })
  void otherSubjectIsNobody(String claims) throws ParseException {
    assertEquals(Optional.empty(), principal(claims));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-7", "0", "7.5", "2147483648", "[7]", "{}", "true", "\"\""})
  void otherUserClaimIsNobody(String id) throws ParseException {
    String claims = "{\"sub\":\"x\",\"client_id\":\"web\",\"number\":" + id + "}";
    assertEquals(Optional.empty(), principal(claims, "number", "scope"));
  }

  private static Optional<Principal> principal(String claims) throws ParseException {
    return principal(claims, "sub", "scope");
  }

  private static Optional<Principal> principal(String claims, String userClaim, String scopeClaim)
      throws ParseException {
    return PrincipalClaims.of(
        JWTClaimsSet.parse(claims),
        new JwtProperties("issuer", "audience", userClaim, scopeClaim, "", Duration.ZERO));
  }
}
