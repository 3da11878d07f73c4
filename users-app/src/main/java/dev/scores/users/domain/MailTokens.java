package dev.scores.users.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Store of the tokens of mails. A token is valid until it is used, it expires or the token
 * generation of its user ends, and for the email to which it was sent. All methods throw {@link
 * UsersUnavailable} if the storage is unavailable.
 */
public interface MailTokens {

  /** Maximum number of valid tokens that a user has for one purpose. */
  int MAX_OF_USER = 5;

  /**
   * Adds a token. May delete expired ones.
   *
   * @return the user; empty if the user was removed or deactivated, or has {@value #MAX_OF_USER}
   *     valid tokens for the purpose
   */
  Optional<User> add(
      AccountId user, MailPurpose purpose, MailToken token, Instant now, Instant expiry);

  /** The user of a valid token. */
  Optional<User> holder(MailToken token, MailPurpose purpose, Instant now);

  /**
   * Uses a token to replace its user's password, and begins a new token generation. The email is
   * confirmed then, too.
   *
   * @return the user; empty if the token is not valid
   */
  Optional<User> resetPassword(MailToken token, PasswordHash hash, Instant now);

  /**
   * Uses a token to confirm its user's email.
   *
   * @return the user; empty if the token is not valid
   */
  Optional<User> confirmEmail(MailToken token, Instant now);
}
