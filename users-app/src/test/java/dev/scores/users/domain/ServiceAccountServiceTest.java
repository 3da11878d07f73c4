package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.scores.users.domain.ClientTokenOutcome.InvalidScope;
import dev.scores.users.domain.ClientTokenOutcome.Issued;
import dev.scores.users.domain.ClientTokenOutcome.Limited;
import dev.scores.users.domain.ClientTokenOutcome.Rejected;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAccountServiceTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456789Z");
  private static final ClientAddress HERE = ClientAddress.loopback();
  private static final Set<TokenScope> SCOPES =
      Set.of(TokenScope.SCORES_READ, TokenScope.SCORES_WRITE);

  private final ServiceAccounts store = new InMemoryServiceAccounts();
  private final RecordingAttemptLimiter attempts = new RecordingAttemptLimiter();
  private final ServiceAccountService accounts =
      new ServiceAccountService(
          store, new FakeTokens(), attempts, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void idsAndSecretsAreRandom() {
    IssuedSecret first = create();
    IssuedSecret second = create();
    assertNotEquals(first.account().id(), second.account().id());
    assertNotEquals(first.secret(), second.secret());
    assertEquals(43, first.secret().value().length());
    assertFalse(first.toString().contains(first.secret().value()), first::toString);
  }

  @Test
  void tokenHasAllScopesByDefault() {
    IssuedSecret created = create();
    Issued issued = assertInstanceOf(Issued.class, token(created, Optional.empty()));
    assertEquals(SCOPES, issued.scopes());
    assertEquals(
        created.account().id().value() + " scores:read scores:write", issued.token().value());
    assertEquals(
        Optional.of(Instant.parse("2026-11-20T09:15:00.123456Z")),
        accounts.list().getFirst().lastUsedAt());
  }

  @Test
  void tokenHasOnlyTheRequestedScopes() {
    Issued issued =
        assertInstanceOf(Issued.class, token(create(), Optional.of("scores:write scores:write")));
    assertEquals(Set.of(TokenScope.SCORES_WRITE), issued.scopes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"users:read", "scores:write users:read", "all", "scores:read  scores:write", " "})
  void otherScopesAreInvalid(String scope) {
    assertEquals(new InvalidScope(), token(create(), Optional.of(scope)));
  }

  @Test
  void unknownClientAndWrongSecretAreRejected() {
    IssuedSecret created = create();
    ClientId id = created.account().id();
    ClientSecret wrong = new ClientSecret("wrong");
    assertEquals(new Rejected(Optional.of(id)), token(id.value(), wrong));
    assertEquals(new Rejected(Optional.empty()), token("sa_" + "U".repeat(22), wrong));
    assertEquals(new Rejected(Optional.empty()), token("7", wrong));
    assertEquals(
        List.of("client " + id.value(), "client sa_" + "U".repeat(22), "client 7"),
        attempts.spent());
  }

  @Test
  void limitedAttemptDoesNotCheckTheSecret() {
    IssuedSecret created = create();
    attempts.reject();
    assertInstanceOf(Limited.class, token(created, Optional.empty()));
    assertEquals(Optional.empty(), accounts.list().getFirst().lastUsedAt());
  }

  @Test
  void rotationReplacesTheSecret() {
    IssuedSecret created = create();
    ClientId id = created.account().id();
    IssuedSecret rotated = accounts.rotate(id).orElseThrow();
    assertEquals(new Rejected(Optional.of(id)), token(created, Optional.empty()));
    assertInstanceOf(Issued.class, token(rotated, Optional.empty()));
  }

  @Test
  void revokedAccountGetsNoToken() {
    IssuedSecret created = create();
    assertEquals(true, accounts.revoke(created.account().id()));
    assertEquals(new Rejected(Optional.empty()), token(created, Optional.empty()));
  }

  private IssuedSecret create() {
    return accounts.create(new ServiceAccountName("grader"), SCOPES);
  }

  private ClientTokenOutcome token(IssuedSecret created, Optional<String> scope) {
    return accounts.token(
        new ClientCredentials(created.account().id().value(), created.secret()), scope, HERE);
  }

  private ClientTokenOutcome token(String id, ClientSecret secret) {
    return accounts.token(new ClientCredentials(id, secret), Optional.empty(), HERE);
  }
}
