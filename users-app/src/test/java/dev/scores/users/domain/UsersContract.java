package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.scores.users.domain.AddUserOutcome.Added;
import dev.scores.users.domain.AddUserOutcome.EmailTaken;
import dev.scores.users.domain.AddUserOutcome.UsernameTaken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that every store of users obeys. */
public abstract class UsersContract {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456Z");
  private static final PasswordHash HASH = new PasswordHash("$argon2id$ada");
  private static final NewUser ADA = user("ada", "Ada@Example.com");

  private static final Optional<Boolean> NO_FLAG = Optional.empty();

  private Users users;

  /** A store without users. */
  protected abstract Users empty();

  /** The log of the store that {@link #empty} returned last, without entries at first. */
  protected abstract Removals removals();

  @BeforeEach
  void noUsers() {
    users = empty();
  }

  @Test
  void newUserIsStoredAsGiven() {
    User ada = add(ADA);
    assertEquals(new User(ada.id(), ADA.username(), ADA.email(), true, false, false, NOW), ada);
    assertEquals(Optional.of(ada), users.find(ada.id()));
  }

  @Test
  void idsAreUnique() {
    assertNotEquals(add(ADA).id(), add(user("bob", "bob@example.com")).id());
  }

  @Test
  void emptyStoreFindsNoUser() {
    assertEquals(Optional.empty(), users.find(new AccountId(1)));
    assertEquals(Optional.empty(), users.find(new LoginIdentifier.ByUsername(new Username("ada"))));
  }

  @Test
  void usernameIsUniqueWithoutCase() {
    User ada = add(ADA);
    for (String taken : new String[] {"ada", "Ada", "ADA"}) {
      assertInstanceOf(UsernameTaken.class, users.add(user(taken, "other@example.com"), NOW));
    }
    assertEquals(Optional.of(ada), users.find(ada.id()));
    add(user("\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "s@example.com"));
    assertInstanceOf(
        UsernameTaken.class,
        users.add(user("\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3", "t@example.com"), NOW));
  }

  @Test
  void dottedCapitalIDiffersFromPlainI() {
    User ada = add(user("ali", "ali@example.com"));
    add(user("al\u0130", "al\u0130@example.com"));
    assertEquals(
        Optional.of(ada.id()),
        users
            .find(new LoginIdentifier.ByEmail(new EmailAddress("ALI@example.com")))
            .map(account -> account.user().id()));
    assertEquals(
        Optional.empty(),
        users.find(new LoginIdentifier.ByEmail(new EmailAddress("al\u0131@example.com"))));
  }

  @Test
  void emailIsUniqueWithoutCase() {
    add(ADA);
    assertInstanceOf(EmailTaken.class, users.add(user("other", "aDA@eXAMPLE.COM"), NOW));
    add(user("\u00e9", "\u00c9@example.com"));
    assertInstanceOf(EmailTaken.class, users.add(user("other", "\u00e9@example.com"), NOW));
  }

  @Test
  void emailIsCheckedBeforeTheName() {
    add(ADA);
    assertInstanceOf(EmailTaken.class, users.add(ADA, NOW));
    add(user("bob", "bob@example.com"));
    assertInstanceOf(EmailTaken.class, users.add(user("bob", "ada@example.com"), NOW));
  }

  @Test
  void accountIsFoundByNameEmailOrBoth() {
    Added added = assertInstanceOf(Added.class, users.add(ADA, NOW));
    Account ada = new Account(added.user(), HASH, added.generation());
    add(user("bob", "bob@example.com"));
    Username name = new Username("ada");
    EmailAddress email = new EmailAddress("ADA@EXAMPLE.COM");
    Username bob = new Username("bob");
    EmailAddress bobs = new EmailAddress("bob@example.com");
    assertEquals(Optional.of(ada), users.find(new LoginIdentifier.ByUsername(name)));
    assertEquals(Optional.empty(), users.find(new LoginIdentifier.ByUsername(new Username("ADA"))));
    assertEquals(Optional.of(ada), users.find(new LoginIdentifier.ByEmail(email)));
    assertEquals(Optional.of(ada), users.find(new LoginIdentifier.ByBoth(name, email)));
    assertEquals(Optional.empty(), users.find(new LoginIdentifier.ByBoth(bob, email)));
    assertEquals(Optional.empty(), users.find(new LoginIdentifier.ByBoth(name, bobs)));
  }

  @Test
  void oneOfTwentyWithTheSameEmailIsAdded() {
    List<AddUserOutcome> additions =
        atOnce(i -> users.add(user("u" + i, i % 2 == 0 ? "a@b.example" : "A@B.example"), NOW));
    assertEquals(1, count(additions, Added.class));
    assertEquals(19, count(additions, EmailTaken.class));
  }

  @Test
  void oneOfTwentyWithTheSameNameIsAdded() {
    List<AddUserOutcome> additions =
        atOnce(i -> users.add(user("same", "u" + i + "@b.example"), NOW));
    assertEquals(1, count(additions, Added.class));
    assertEquals(19, count(additions, UsernameTaken.class));
  }

  @Test
  void userWithoutPasswordHasNoAccount() {
    User bob =
        assertInstanceOf(
                Added.class,
                users.add(
                    new NewUser(
                        new Username("bob"), new EmailAddress("bob@example.com"), Optional.empty()),
                    NOW))
            .user();
    assertEquals(Optional.of(bob), users.find(bob.id()));
    assertEquals(Optional.empty(), users.find(new LoginIdentifier.ByUsername(bob.username())));
  }

  @Test
  void updateChangesOnlyTheGivenValues() {
    User ada = add(ADA);
    User bob = add(user("bob", "bob@example.com"));
    User renamed =
        new User(
            ada.id(),
            new Username("lady"),
            new EmailAddress("l@example.com"),
            true,
            false,
            false,
            NOW);
    assertEquals(
        new UpdateUserOutcome.Updated(renamed, ada),
        users.update(ada.id(), update("lady", "l@example.com", NO_FLAG, NO_FLAG)));
    assertEquals(Optional.of(renamed), users.find(ada.id()));
    assertEquals(Optional.of(bob), users.find(bob.id()));
    User admin =
        new User(
            ada.id(),
            new Username("lady"),
            new EmailAddress("l@example.com"),
            false,
            true,
            false,
            NOW);
    assertEquals(
        new UpdateUserOutcome.Updated(admin, renamed),
        users.update(
            ada.id(), update("lady", "l@example.com", Optional.of(false), Optional.of(true))));
    assertEquals(
        new UpdateUserOutcome.Updated(admin, admin),
        users.update(ada.id(), update("lady", "l@example.com", NO_FLAG, NO_FLAG)));
  }

  @Test
  void updateChecksUserThenEmailThenName() {
    User ada = add(ADA);
    add(user("bob", "Bob@example.com"));
    assertEquals(
        new UpdateUserOutcome.NoSuchUser(),
        users.update(new AccountId(4711), update("bob", "bob@example.com", NO_FLAG, NO_FLAG)));
    assertEquals(
        new UpdateUserOutcome.EmailTaken(),
        users.update(ada.id(), update("bob", "bOB@example.com", NO_FLAG, NO_FLAG)));
    assertEquals(
        new UpdateUserOutcome.UsernameTaken(),
        users.update(ada.id(), update("bob", "ada@example.com", NO_FLAG, NO_FLAG)));
    assertEquals(Optional.of(ada), users.find(ada.id()));
    assertInstanceOf(
        UpdateUserOutcome.Updated.class,
        users.update(ada.id(), update("ada", "aDA@example.com", NO_FLAG, NO_FLAG)));
  }

  @Test
  void idOfARemovedUserIsNotReused() {
    User ada = add(ADA);
    assertEquals(new RemoveUserOutcome.Removed(ada), users.remove(ada.id()));
    assertEquals(new RemoveUserOutcome.NoSuchUser(), users.remove(ada.id()));
    assertEquals(Optional.empty(), users.find(ada.id()));
    assertNotEquals(ada.id(), add(ADA).id());
  }

  @Test
  void removalsAreLoggedInOrder() {
    User ada = add(ADA);
    User bob = add(user("bob", "bob@example.com"));
    assertEquals(List.of(), removed(Optional.empty(), 9));
    users.remove(bob.id());
    users.remove(bob.id());
    users.remove(ada.id());
    List<RemovedUser> all = removed(Optional.empty(), 9);
    assertEquals(List.of(bob.id(), ada.id()), all.stream().map(RemovedUser::user).toList());
    assertEquals(all.subList(0, 1), removed(Optional.empty(), 1));
    assertEquals(all.subList(1, 2), removed(Optional.of(all.getFirst()), 1));
    assertEquals(List.of(), removed(Optional.of(all.getLast()), 1));
  }

  @Test
  void rejectedRemovalIsNotLogged() {
    User ada = add(ADA);
    users.update(ada.id(), update("ada", "Ada@Example.com", NO_FLAG, Optional.of(true)));
    assertEquals(new RemoveUserOutcome.LastAdmin(), users.remove(ada.id()));
    assertEquals(List.of(), removed(Optional.empty(), 9));
  }

  @Test
  void removalOfAnotherLogIsUnknown() {
    User ada = add(ADA);
    add(user("bob", "bob@example.com"));
    users.remove(ada.id());
    RemovedUser known = removed(Optional.empty(), 1).getFirst();
    List<RemovedUser> unknown =
        List.of(
            new RemovedUser(known.sequence() + 1, known.user(), known.at()),
            new RemovedUser(known.sequence(), new AccountId(4711), known.at()),
            new RemovedUser(known.sequence(), known.user(), known.at().plusNanos(1000)));
    for (RemovedUser other : unknown) {
      assertEquals(new Removals.Found.UnknownRemoval(), removals().after(Optional.of(other), 9));
    }
  }

  private List<RemovedUser> removed(Optional<RemovedUser> last, int limit) {
    return assertInstanceOf(Removals.Found.Page.class, removals().after(last, limit)).removals();
  }

  @Test
  void appointAddsOrPromotes() {
    User root =
        assertInstanceOf(
                AppointAdminOutcome.Appointed.class,
                users.appoint(
                    new Username("root"), new EmailAddress("root@example.com"), HASH, NOW))
            .user();
    assertEquals(
        new User(
            root.id(),
            new Username("root"),
            new EmailAddress("root@example.com"),
            true,
            true,
            false,
            NOW),
        root);
    User ada = add(ADA);
    int first = generation(ada);
    users.update(ada.id(), update("ada", "Ada@Example.com", Optional.of(false), NO_FLAG));
    PasswordHash other = new PasswordHash("other");
    assertEquals(
        new AppointAdminOutcome.Appointed(
            new User(ada.id(), ada.username(), ada.email(), true, true, false, ada.createdAt())),
        users.appoint(
            new Username("whoever"),
            new EmailAddress("ADA@example.com"),
            other,
            NOW.plusMillis(1)));
    Account account = users.find(new LoginIdentifier.ByUsername(ada.username())).orElseThrow();
    assertEquals(other, account.passwordHash());
    // One for the deactivation, one for the appointment.
    assertEquals(first + 2, account.generation());
    assertEquals(
        new AppointAdminOutcome.UsernameTaken(),
        users.appoint(new Username("ada"), new EmailAddress("new@example.com"), HASH, NOW));
  }

  @Test
  void pageIsTheNewestAfterTheCursor() {
    User first = addAt("first", NOW);
    User twin = addAt("twin", NOW);
    User old = addAt("old", NOW.minusSeconds(1));
    User fresh = addAt("fresh", NOW.plusNanos(1000));
    assertEquals(List.of(fresh, twin, first, old), users.page(UserCursor.start(), 9));
    assertEquals(List.of(fresh, twin), users.page(UserCursor.start(), 2));
    assertEquals(List.of(first, old), users.page(UserCursor.after(twin), 9));
    assertEquals(List.of(), users.page(UserCursor.after(old), 9));
  }

  @Test
  void tokenHasItsUserUntilRevoked() {
    User ada = add(ADA);
    TokenClaims token = token(ada, generation(ada));
    assertEquals(Optional.of(new TokenHolder(ada, false)), users.holder(token));
    users.revoke(token, NOW);
    users.revoke(token, NOW);
    assertEquals(Optional.of(new TokenHolder(ada, true)), users.holder(token));
    assertEquals(
        Optional.of(new TokenHolder(ada, false)), users.holder(token(ada, generation(ada))));
    users.remove(ada.id());
    assertEquals(Optional.empty(), users.holder(token));
  }

  @Test
  void firstGenerationOfTwoUsersDiffers() {
    Added ada = assertInstanceOf(Added.class, users.add(ADA, NOW));
    Added bob = assertInstanceOf(Added.class, users.add(user("bob", "bob@example.com"), NOW));
    assertNotEquals(ada.generation(), bob.generation());
    assertEquals(generation(ada.user()), ada.generation());
  }

  @Test
  void passwordChangeBeginsANewGeneration() {
    User ada = add(ADA);
    int first = generation(ada);
    PasswordHash other = new PasswordHash("other");
    assertEquals(Optional.empty(), users.changePassword(ada.id(), other, HASH));
    assertEquals(Optional.empty(), users.changePassword(new AccountId(4711), HASH, other));
    assertEquals(
        Optional.of(new Account(ada, other, first + 1)),
        users.changePassword(ada.id(), HASH, other));
    assertEquals(Optional.of(new TokenHolder(ada, true)), users.holder(token(ada, first)));
    assertEquals(Optional.of(new TokenHolder(ada, false)), users.holder(token(ada, first + 1)));
  }

  @Test
  void rehashKeepsTheGeneration() {
    User ada = add(ADA);
    int generation = generation(ada);
    PasswordHash other = new PasswordHash("other");
    users.rehash(ada.id(), HASH, other);
    users.rehash(ada.id(), HASH, new PasswordHash("too late"));
    assertEquals(
        Optional.of(new Account(ada, other, generation)),
        users.find(new LoginIdentifier.ByUsername(ada.username())));
  }

  @Test
  void oneOfTwentyUpdatesToTheSameEmailSucceeds() {
    List<User> all = IntStream.range(0, 20).mapToObj(i -> addAt("u" + i, NOW)).toList();
    List<UpdateUserOutcome> updatings =
        atOnce(
            i ->
                users.update(
                    all.get(i).id(), update("u" + i, "same@example.com", NO_FLAG, NO_FLAG)));
    assertEquals(1, count(updatings, UpdateUserOutcome.Updated.class));
    assertEquals(19, count(updatings, UpdateUserOutcome.EmailTaken.class));
  }

  @Test
  void lastActiveAdminRemains() {
    User root = admin("root");
    User idle = admin("idle");
    users.update(idle.id(), update("idle", "idle@example.com", Optional.of(false), NO_FLAG));
    assertEquals(new RemoveUserOutcome.LastAdmin(), users.remove(root.id()));
    assertEquals(
        new UpdateUserOutcome.LastAdmin(),
        users.update(root.id(), update("r", "r@example.com", NO_FLAG, Optional.of(false))));
    assertEquals(
        new UpdateUserOutcome.LastAdmin(),
        users.update(root.id(), update("r", "r@example.com", Optional.of(false), NO_FLAG)));
    assertEquals(Optional.of(root), users.find(root.id()));
    assertInstanceOf(
        UpdateUserOutcome.Updated.class,
        users.update(
            root.id(), update("r", "r@example.com", Optional.of(true), Optional.of(true))));
    assertInstanceOf(RemoveUserOutcome.Removed.class, users.remove(idle.id()));
  }

  @Test
  void oneOfTwentyConcurrentlyDemotedAdminsRemains() {
    List<User> admins = IntStream.range(0, 20).mapToObj(i -> admin("a" + i)).toList();
    List<Object> outcomes =
        atOnce(
            i -> {
              User user = admins.get(i);
              String name = user.username().value();
              return i % 2 == 0
                  ? users.remove(user.id())
                  : users.update(
                      user.id(), update(name, name + "@example.com", NO_FLAG, Optional.of(false)));
            });
    assertEquals(
        1,
        users.page(UserCursor.start(), 100).stream()
            .filter(user -> user.admin() && user.active())
            .count());
    assertEquals(
        1,
        outcomes.stream()
            .filter(
                it ->
                    it instanceof RemoveUserOutcome.LastAdmin
                        || it instanceof UpdateUserOutcome.LastAdmin)
            .count());
  }

  @Test
  void nameInAnotherFormFindsTheSameUser() {
    User ada = add(user("ad\u00e9", "a@example.com"));
    for (String typed : new String[] {"ad\u00e9", "ade\u0301", "\uff41d\u00e9"}) {
      assertEquals(
          Optional.of(ada.id()),
          users
              .find(new LoginIdentifier.ByUsername(new Username(typed)))
              .map(account -> account.user().id()),
          typed);
    }
    User older = add(user("\uff41d\u00e9", "b@example.com"));
    assertEquals(
        Optional.of(older.id()),
        users
            .find(new LoginIdentifier.ByUsername(new Username("\uff41d\u00e9")))
            .map(account -> account.user().id()));
  }

  private User admin(String name) {
    return assertInstanceOf(
            AppointAdminOutcome.Appointed.class,
            users.appoint(new Username(name), new EmailAddress(name + "@example.com"), HASH, NOW))
        .user();
  }

  private User addAt(String name, Instant at) {
    return assertInstanceOf(Added.class, users.add(user(name, name + "@example.com"), at)).user();
  }

  private int generation(User user) {
    return users.find(new LoginIdentifier.ByUsername(user.username())).orElseThrow().generation();
  }

  private static TokenClaims token(User user, int generation) {
    return new TokenClaims(
        UUID.randomUUID(), user.id(), generation, Optional.empty(), NOW.plusSeconds(60));
  }

  private static UserUpdate update(
      String username, String email, Optional<Boolean> active, Optional<Boolean> admin) {
    return new UserUpdate(new Username(username), new EmailAddress(email), active, admin, NO_FLAG);
  }

  private static <T> List<T> atOnce(java.util.function.IntFunction<T> addition) {
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      return IntStream.range(0, 20)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> addition.apply(i), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static <T> long count(List<T> additions, Class<? extends T> kind) {
    return additions.stream().filter(kind::isInstance).count();
  }

  private User add(NewUser user) {
    return assertInstanceOf(Added.class, users.add(user, NOW)).user();
  }

  private static NewUser user(String username, String email) {
    return new NewUser(new Username(username), new EmailAddress(email), Optional.of(HASH));
  }
}
