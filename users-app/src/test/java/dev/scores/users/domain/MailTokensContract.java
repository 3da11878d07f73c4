package dev.scores.users.domain;

import static dev.scores.users.domain.MailPurpose.EMAIL_CONFIRMATION;
import static dev.scores.users.domain.MailPurpose.PASSWORD_RESET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.AddUserOutcome.Added;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that every store of the tokens of mails obeys. */
public abstract class MailTokensContract {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456Z");
  private static final Instant EXPIRY = NOW.plusSeconds(3600);
  private static final PasswordHash HASH = new PasswordHash("$argon2id$ada");
  private static final PasswordHash OTHER = new PasswordHash("$argon2id$other");

  private Users users;
  private MailTokens tokens;
  private User ada;

  /** A store without users. */
  protected abstract Users emptyUsers();

  /** The tokens of the users of {@link #emptyUsers}. */
  protected abstract MailTokens tokens();

  @BeforeEach
  void addAUser() {
    users = emptyUsers();
    tokens = tokens();
    ada = addUser("ada");
  }

  @Test
  void tokenIsValidForItsPurposeUntilItExpires() {
    MailToken token = add(PASSWORD_RESET);
    assertEquals(Optional.of(ada), tokens.holder(token, PASSWORD_RESET, NOW));
    assertEquals(Optional.empty(), tokens.holder(token, EMAIL_CONFIRMATION, NOW));
    assertEquals(Optional.empty(), tokens.holder(token, PASSWORD_RESET, EXPIRY));
    assertEquals(Optional.empty(), tokens.holder(MailToken.random(), PASSWORD_RESET, NOW));
    assertEquals(Optional.empty(), tokens.resetPassword(token, OTHER, EXPIRY));
    assertEquals(Optional.empty(), tokens.confirmEmail(token, NOW));
  }

  @Test
  void resetReplacesThePasswordAndBeginsAGeneration() {
    Account before = users.account(ada.id()).orElseThrow();
    MailToken token = add(PASSWORD_RESET);
    MailToken other = add(PASSWORD_RESET);
    User after = tokens.resetPassword(token, OTHER, NOW).orElseThrow();
    assertTrue(after.emailConfirmed());
    Account account = users.account(ada.id()).orElseThrow();
    assertEquals(after, account.user());
    assertEquals(OTHER, account.passwordHash());
    assertNotEquals(before.generation(), account.generation());
    assertEquals(Optional.empty(), tokens.resetPassword(token, HASH, NOW));
    assertEquals(Optional.empty(), tokens.resetPassword(other, HASH, NOW));
  }

  @Test
  void confirmationConfirmsTheEmail() {
    assertFalse(ada.emailConfirmed());
    MailToken token = add(EMAIL_CONFIRMATION);
    User after = tokens.confirmEmail(token, NOW).orElseThrow();
    assertTrue(after.emailConfirmed());
    assertEquals(Optional.of(after), users.find(ada.id()));
    assertEquals(Optional.empty(), tokens.confirmEmail(token, NOW));
  }

  @Test
  void oneOfTwentyConcurrentUsesSucceeds() {
    MailToken token = add(PASSWORD_RESET);
    List<Optional<User>> uses;
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      uses =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> tokens.resetPassword(token, OTHER, NOW), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }
    assertEquals(1, uses.stream().filter(Optional::isPresent).count());
  }

  @Test
  void changedPasswordEndsTokens() {
    MailToken reset = add(PASSWORD_RESET);
    MailToken confirmation = add(EMAIL_CONFIRMATION);
    users.changePassword(ada.id(), HASH, OTHER);
    assertEquals(Optional.empty(), tokens.holder(reset, PASSWORD_RESET, NOW));
    assertEquals(Optional.empty(), tokens.resetPassword(reset, HASH, NOW));
    assertEquals(Optional.empty(), tokens.confirmEmail(confirmation, NOW));
  }

  @Test
  void changedEmailEndsTokensAndIsNotConfirmed() {
    tokens.confirmEmail(add(EMAIL_CONFIRMATION), NOW);
    MailToken reset = add(PASSWORD_RESET);
    update("ADA@example.com", true);
    assertTrue(users.find(ada.id()).orElseThrow().emailConfirmed());
    update("new@example.com", true);
    assertFalse(users.find(ada.id()).orElseThrow().emailConfirmed());
    assertEquals(Optional.empty(), tokens.resetPassword(reset, OTHER, NOW));
  }

  @Test
  void deactivatedOrRemovedUserHasNoToken() {
    MailToken reset = add(PASSWORD_RESET);
    update("ada@example.com", false);
    assertEquals(Optional.empty(), tokens.resetPassword(reset, OTHER, NOW));
    assertEquals(
        Optional.empty(), tokens.add(ada.id(), PASSWORD_RESET, MailToken.random(), NOW, EXPIRY));
    users.remove(ada.id());
    assertEquals(Optional.empty(), tokens.holder(reset, PASSWORD_RESET, NOW));
    assertEquals(
        Optional.empty(), tokens.add(ada.id(), PASSWORD_RESET, MailToken.random(), NOW, EXPIRY));
  }

  @Test
  void userHasFiveValidTokensForAPurpose() {
    for (int i = 0; i < MailTokens.MAX_OF_USER; i++) {
      add(PASSWORD_RESET);
    }
    assertEquals(
        Optional.empty(), tokens.add(ada.id(), PASSWORD_RESET, MailToken.random(), NOW, EXPIRY));
    add(EMAIL_CONFIRMATION);
    User bob = addUser("bob");
    assertEquals(
        Optional.of(bob), tokens.add(bob.id(), PASSWORD_RESET, MailToken.random(), NOW, EXPIRY));
    assertEquals(
        Optional.of(ada),
        tokens.add(ada.id(), PASSWORD_RESET, MailToken.random(), EXPIRY, EXPIRY.plusSeconds(1)));
  }

  private MailToken add(MailPurpose purpose) {
    MailToken token = MailToken.random();
    assertTrue(tokens.add(ada.id(), purpose, token, NOW, EXPIRY).isPresent());
    return token;
  }

  private void update(String email, boolean active) {
    assertInstanceOf(
        UpdateUserOutcome.Updated.class,
        users.update(
            ada.id(),
            new UserUpdate(
                ada.username(),
                new EmailAddress(email),
                Optional.of(active),
                Optional.empty(),
                Optional.empty())));
  }

  private User addUser(String name) {
    return assertInstanceOf(
            Added.class,
            users.add(
                new NewUser(
                    new Username(name), new EmailAddress(name + "@example.com"), Optional.of(HASH)),
                NOW))
        .user();
  }
}
