package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.scores.users.domain.Addition.Added;
import dev.scores.users.domain.Addition.EmailTaken;
import dev.scores.users.domain.Addition.UsernameTaken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of users promises. */
public abstract class UsersContract {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456Z");
  private static final PasswordHash HASH = new PasswordHash("$argon2id$ada");
  private static final NewUser ADA = user("ada", "Ada@Example.com");

  private Users users;

  /** A store without users. */
  protected abstract Users empty();

  @BeforeEach
  void noUsers() {
    users = empty();
  }

  @Test
  void aNewUserIsActiveAndNoAdminAndKeptAsGiven() {
    User ada = add(ADA);
    assertEquals(new User(ada.id(), ADA.username(), ADA.email(), true, false, NOW), ada);
    assertEquals(Optional.of(ada), users.find(ada.id()));
  }

  @Test
  void everyUserHasAnIdOfTheirOwn() {
    assertNotEquals(add(ADA).id(), add(user("bob", "bob@example.com")).id());
  }

  @Test
  void nobodyIsFoundWhereNobodyIs() {
    assertEquals(Optional.empty(), users.find(new UserId(1)));
    assertEquals(Optional.empty(), users.find(new AccountName.ByUsername(new Username("ada"))));
  }

  @Test
  void aUsernameIsOneUsers() {
    User ada = add(ADA);
    assertInstanceOf(UsernameTaken.class, users.add(user("ada", "other@example.com"), NOW));
    assertEquals(Optional.of(ada), users.find(ada.id()));
    add(user("Ada", "other@example.com"));
  }

  @Test
  void anEmailIsOneUsersInAnyCase() {
    add(ADA);
    assertInstanceOf(EmailTaken.class, users.add(user("other", "aDA@eXAMPLE.COM"), NOW));
    add(user("\u00e9", "\u00c9@example.com"));
    assertInstanceOf(EmailTaken.class, users.add(user("other", "\u00e9@example.com"), NOW));
  }

  @Test
  void theEmailIsJudgedFirst() {
    add(ADA);
    assertInstanceOf(EmailTaken.class, users.add(ADA, NOW));
    add(user("bob", "bob@example.com"));
    assertInstanceOf(EmailTaken.class, users.add(user("bob", "ada@example.com"), NOW));
  }

  @Test
  void anAccountIsFoundByNameAndByEmailInAnyCaseAndByBothTogether() {
    Account ada = new Account(add(ADA), HASH);
    add(user("bob", "bob@example.com"));
    Username name = new Username("ada");
    EmailAddress email = new EmailAddress("ADA@EXAMPLE.COM");
    Username bob = new Username("bob");
    EmailAddress bobs = new EmailAddress("bob@example.com");
    assertEquals(Optional.of(ada), users.find(new AccountName.ByUsername(name)));
    assertEquals(Optional.empty(), users.find(new AccountName.ByUsername(new Username("ADA"))));
    assertEquals(Optional.of(ada), users.find(new AccountName.ByEmail(email)));
    assertEquals(Optional.of(ada), users.find(new AccountName.ByBoth(name, email)));
    assertEquals(Optional.empty(), users.find(new AccountName.ByBoth(bob, email)));
    assertEquals(Optional.empty(), users.find(new AccountName.ByBoth(name, bobs)));
  }

  @Test
  void ofTwentyWithOneEmailOneIsAdded() {
    List<Addition> additions =
        atOnce(i -> users.add(user("u" + i, i % 2 == 0 ? "a@b.example" : "A@B.example"), NOW));
    assertEquals(1, count(additions, Added.class));
    assertEquals(19, count(additions, EmailTaken.class));
  }

  @Test
  void ofTwentyWithOneNameOneIsAdded() {
    List<Addition> additions = atOnce(i -> users.add(user("same", "u" + i + "@b.example"), NOW));
    assertEquals(1, count(additions, Added.class));
    assertEquals(19, count(additions, UsernameTaken.class));
  }

  private static List<Addition> atOnce(java.util.function.IntFunction<Addition> addition) {
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      return IntStream.range(0, 20)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> addition.apply(i), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static long count(List<Addition> additions, Class<? extends Addition> kind) {
    return additions.stream().filter(kind::isInstance).count();
  }

  private User add(NewUser user) {
    return assertInstanceOf(Added.class, users.add(user, NOW)).user();
  }

  private static NewUser user(String username, String email) {
    return new NewUser(new Username(username), new EmailAddress(email), HASH);
  }
}
