package dev.scores.users.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tokens of mails in memory, of {@link InMemoryUsers}: obeys the same contract as the database. */
public final class InMemoryMailTokens implements MailTokens {

  private record Row(
      AccountId user, MailPurpose purpose, int generation, EmailAddress email, Instant expiry) {}

  private final InMemoryUsers users;
  private final Map<SecretDigest, Row> rows = new HashMap<>();

  public InMemoryMailTokens(InMemoryUsers users) {
    this.users = users;
  }

  @Override
  public synchronized Optional<User> add(
      AccountId user, MailPurpose purpose, MailToken token, Instant now, Instant expiry) {
    long valid =
        rows.values().stream()
            .filter(row -> row.user().equals(user) && row.purpose() == purpose)
            .filter(row -> row.expiry().isAfter(now))
            .count();
    Optional<User> recipient =
        users.find(user).filter(User::active).filter(found -> valid < MAX_OF_USER);
    recipient.ifPresent(
        to ->
            rows.put(
                token.digest(),
                new Row(user, purpose, users.generation(user).orElseThrow(), to.email(), expiry)));
    return recipient;
  }

  @Override
  public synchronized Optional<User> holder(MailToken token, MailPurpose purpose, Instant now) {
    return Optional.ofNullable(rows.get(token.digest()))
        .filter(row -> row.purpose() == purpose && row.expiry().isAfter(now))
        .filter(row -> users.generation(row.user()).equals(Optional.of(row.generation())))
        .flatMap(
            row ->
                users
                    .find(row.user())
                    .filter(user -> user.active() && user.email().equals(row.email())));
  }

  @Override
  public synchronized Optional<User> resetPassword(
      MailToken token, PasswordHash hash, Instant now) {
    return taken(token, MailPurpose.PASSWORD_RESET, now)
        .map(
            user -> {
              users.setPassword(user.id(), hash);
              return users.setConfirmed(user.id());
            });
  }

  @Override
  public synchronized Optional<User> confirmEmail(MailToken token, Instant now) {
    return taken(token, MailPurpose.EMAIL_CONFIRMATION, now)
        .map(user -> users.setConfirmed(user.id()));
  }

  private Optional<User> taken(MailToken token, MailPurpose purpose, Instant now) {
    Optional<User> user = holder(token, purpose, now);
    user.ifPresent(found -> rows.remove(token.digest()));
    return user;
  }
}
