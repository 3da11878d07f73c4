package dev.scores.users.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sessions in memory, of {@link InMemoryUsers}: obeys the same contract as the database. */
public final class InMemorySessions implements Sessions {

  private record Row(
      Session session,
      int generation,
      SecretDigest family,
      SecretDigest current,
      Optional<SecretDigest> previous,
      Optional<String> sealed) {}

  private final InMemoryUsers users;
  private final Map<UUID, Row> rows = new HashMap<>();

  public InMemorySessions(InMemoryUsers users) {
    this.users = users;
    users.keepSessionsIn(this);
  }

  @Override
  public synchronized void begin(Session session, int generation, RefreshToken token) {
    if (generationOf(session.user()) != generation) {
      return;
    }
    List<Session> all = of(session.user(), Instant.MIN);
    all.stream().skip(MAX_OF_USER - 1).forEach(surplus -> rows.remove(surplus.id()));
    rows.put(
        session.id(),
        new Row(
            session,
            generation,
            token.familyDigest(),
            token.digest(),
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public synchronized RefreshTokenUse refresh(Replacement replacement) {
    SecretDigest family = replacement.presented().familyDigest();
    return rows.values().stream()
        .filter(row -> row.family().equals(family))
        .filter(row -> isLive(row, replacement.now()))
        .filter(row -> users.find(row.session().user()).filter(User::active).isPresent())
        .findFirst()
        .map(row -> use(row, replacement))
        .orElseGet(RefreshTokenUse.Unknown::new);
  }

  private RefreshTokenUse use(Row row, Replacement replacement) {
    Session session = row.session();
    User user = users.find(session.user()).orElseThrow();
    SecretDigest digest = replacement.presented().digest();
    if (row.current().equals(digest)) {
      rows.put(
          session.id(),
          new Row(
              new Session(
                  session.id(),
                  session.user(),
                  session.createdAt(),
                  replacement.now(),
                  replacement.expiry()),
              row.generation(),
              row.family(),
              replacement.next().digest(),
              Optional.of(digest),
              Optional.of(replacement.sealed())));
      return new RefreshTokenUse.Replaced(user, row.generation(), session.id());
    }
    if (row.previous().equals(Optional.of(digest))
        && session.lastUsedAt().isAfter(replacement.graceStart())) {
      return new RefreshTokenUse.Retried(
          user, row.generation(), session.id(), row.sealed().orElseThrow());
    }
    rows.remove(session.id());
    return new RefreshTokenUse.Reused(user.id());
  }

  @Override
  public synchronized List<Session> of(AccountId user, Instant now) {
    return rows.values().stream()
        .filter(row -> row.session().user().equals(user) && isLive(row, now))
        .map(Row::session)
        .sorted(Comparator.comparing(Session::lastUsedAt).reversed())
        .toList();
  }

  private boolean isLive(Row row, Instant now) {
    return row.session().expiresAt().isAfter(now)
        && row.generation() == generationOf(row.session().user());
  }

  private int generationOf(AccountId user) {
    return users.generation(user).orElse(0);
  }

  synchronized boolean isThere(UUID session, AccountId user) {
    return Optional.ofNullable(rows.get(session))
        .filter(row -> row.session().user().equals(user))
        .isPresent();
  }

  synchronized void remove(UUID session) {
    rows.remove(session);
  }

  @Override
  public synchronized boolean end(AccountId user, UUID session) {
    return isThere(session, user) && rows.remove(session) != null;
  }

  @Override
  public synchronized void endAll(AccountId user) {
    rows.values().removeIf(row -> row.session().user().equals(user));
    users.beginGeneration(user);
  }
}
