package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Use cases of mails: reset a forgotten password and confirm an email. Thread-safe if the ports
 * are; throws their exceptions.
 */
public final class MailService {

  /** How long the token of a mail is valid. */
  public static final Duration VALIDITY = Duration.ofHours(1);

  private final Users users;
  private final MailTokens tokens;
  private final Mails mails;
  private final PasswordHashing hashing;
  private final AttemptLimiter attempts;
  private final Clock clock;

  public MailService(
      Users users,
      MailTokens tokens,
      Mails mails,
      PasswordHashing hashing,
      AttemptLimiter attempts,
      Clock clock) {
    this.users = Objects.requireNonNull(users, "users");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.mails = Objects.requireNonNull(mails, "mails");
    this.hashing = Objects.requireNonNull(hashing, "hashing");
    this.attempts = Objects.requireNonNull(attempts, "attempts");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Whether this service sends mails. */
  public boolean isOn() {
    return mails.areOn();
  }

  /**
   * Sends a mail with a token to the user with this email, if there is one who has a password. The
   * user is looked up when the mail is composed, so that neither the response nor its time shows
   * whether there is one.
   *
   * @return how long the client must wait, if it has made too many attempts
   */
  public Optional<Duration> requestPasswordReset(EmailAddress email, ClientAddress client) {
    Optional<Duration> wait = attempts.spend(List.of(AccountKey.ofReset(email)), client);
    if (wait.isEmpty()) {
      mails.queue(
          () ->
              users
                  .find(new LoginIdentifier.ByEmail(email))
                  .flatMap(account -> mail(account.id(), MailPurpose.PASSWORD_RESET)));
    }
    return wait;
  }

  /**
   * Sends a mail with a token to the user, unless the email is confirmed.
   *
   * @return how long the client must wait, if it has made too many attempts
   */
  public Optional<Duration> requestConfirmation(User user, ClientAddress client) {
    Optional<Duration> wait = attempts.spend(List.of(AccountKey.ofConfirmation(user.id())), client);
    if (wait.isEmpty()) {
      sendConfirmation(user);
    }
    return wait;
  }

  /** Sends a mail with a token to a user who has just registered. */
  public void welcome(User user) {
    if (isOn()) {
      sendConfirmation(user);
    }
  }

  private void sendConfirmation(User user) {
    mails.queue(
        () ->
            users
                .find(user.id())
                .filter(current -> !current.emailConfirmed())
                .flatMap(current -> mail(current.id(), MailPurpose.EMAIL_CONFIRMATION)));
  }

  private Optional<Mail> mail(AccountId user, MailPurpose purpose) {
    MailToken token = MailToken.random();
    Instant now = now();
    return tokens
        .add(user, purpose, token, now, now.plus(VALIDITY))
        .map(to -> new Mail(to, purpose, token, VALIDITY));
  }

  /** Finds the user whose password the token resets. Counts rejected attempts of the client. */
  public MailTokenOutcome checkReset(MailToken token, ClientAddress client) {
    return attempts
        .waitForLogin(client)
        .<MailTokenOutcome>map(MailTokenOutcome.Limited::new)
        .orElseGet(() -> outcome(tokens.holder(token, MailPurpose.PASSWORD_RESET, now()), client));
  }

  /**
   * Sets the password of the token's user and ends all sessions.
   *
   * @param user as returned by {@link #checkReset}, for whom the password is allowed
   */
  public MailTokenOutcome resetPassword(
      MailToken token, User user, Password password, ClientAddress client) {
    if (password.flaw(user.username(), user.email()).isPresent()) {
      throw new IllegalArgumentException("the password is not allowed");
    }
    return outcome(tokens.resetPassword(token, hashing.hash(password, client), now()), client);
  }

  /** Confirms the email of the token's user. Counts rejected attempts of the client. */
  public MailTokenOutcome confirmEmail(MailToken token, ClientAddress client) {
    return attempts
        .waitForLogin(client)
        .<MailTokenOutcome>map(MailTokenOutcome.Limited::new)
        .orElseGet(() -> outcome(tokens.confirmEmail(token, now()), client));
  }

  private MailTokenOutcome outcome(Optional<User> user, ClientAddress client) {
    return user.<MailTokenOutcome>map(MailTokenOutcome.Accepted::new)
        .orElseGet(
            () ->
                attempts
                    .spend(List.of(), client)
                    .<MailTokenOutcome>map(MailTokenOutcome.Limited::new)
                    .orElseGet(MailTokenOutcome.Invalid::new));
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
