package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link ServiceAccounts}, for every adapter. */
public abstract class ServiceAccountsContract {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final ClientId UNKNOWN = new ClientId("sa_" + "U".repeat(22));
  private static final SecretDigest FIRST = new ClientSecret("first").digest();
  private static final SecretDigest SECOND = new ClientSecret("second").digest();

  private ServiceAccounts accounts;

  /** The adapter, without accounts. */
  protected abstract ServiceAccounts empty();

  @BeforeEach
  void open() {
    accounts = empty();
  }

  @Test
  void addedAccountIsFound() {
    ServiceAccount grader = account("A", NOW);
    accounts.add(grader, FIRST);
    assertEquals(Optional.of(grader), accounts.find(grader.id()));
    assertEquals(Optional.empty(), accounts.find(UNKNOWN));
  }

  @Test
  void newestAccountIsFirst() {
    ServiceAccount older = account("A", NOW);
    ServiceAccount newer = account("B", LATER);
    accounts.add(older, FIRST);
    accounts.add(newer, FIRST);
    assertEquals(List.of(newer, older), accounts.all());
  }

  @Test
  void onlyTheRightSecretIsUsed() {
    ServiceAccount grader = account("A", NOW);
    accounts.add(grader, FIRST);
    assertEquals(
        Optional.of(new SecretCheck(grader, false)), accounts.check(grader.id(), SECOND, LATER));
    assertEquals(Optional.of(grader), accounts.find(grader.id()));
    assertEquals(
        Optional.of(new SecretCheck(grader, true)), accounts.check(grader.id(), FIRST, LATER));
    assertEquals(
        Optional.of(LATER), accounts.find(grader.id()).flatMap(ServiceAccount::lastUsedAt));
    assertEquals(Optional.empty(), accounts.check(UNKNOWN, FIRST, LATER));
  }

  @Test
  void replacedSecretIsWrong() {
    ServiceAccount grader = account("A", NOW);
    ServiceAccount other = account("B", NOW);
    accounts.add(grader, FIRST);
    accounts.add(other, FIRST);
    ServiceAccount rotated = accounts.replaceSecret(grader.id(), SECOND, LATER).orElseThrow();
    assertEquals(Optional.of(LATER), rotated.rotatedAt());
    assertEquals(Optional.of(rotated), accounts.find(grader.id()));
    assertFalse(accounts.check(grader.id(), FIRST, LATER).orElseThrow().matches());
    assertTrue(accounts.check(grader.id(), SECOND, LATER).orElseThrow().matches());
    assertTrue(accounts.check(other.id(), FIRST, LATER).orElseThrow().matches());
    assertEquals(Optional.empty(), accounts.replaceSecret(UNKNOWN, SECOND, LATER));
  }

  @Test
  void removedAccountIsUnknown() {
    ServiceAccount grader = account("A", NOW);
    accounts.add(grader, FIRST);
    assertTrue(accounts.remove(grader.id()));
    assertFalse(accounts.remove(grader.id()));
    assertEquals(Optional.empty(), accounts.find(grader.id()));
    assertEquals(Optional.empty(), accounts.check(grader.id(), FIRST, NOW));
    assertEquals(List.of(), accounts.all());
  }

  private static ServiceAccount account(String letter, Instant createdAt) {
    return new ServiceAccount(
        new ClientId("sa_" + letter.repeat(22)),
        new ServiceAccountName("grader " + letter),
        Set.of(TokenScope.SCORES_WRITE, TokenScope.USERS_READ),
        createdAt,
        Optional.empty(),
        Optional.empty());
  }
}
