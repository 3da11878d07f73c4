package dev.scores.chassis.security;

import java.util.Locale;

/**
 * The reasons for which a login or token is rejected. Their names in log lines are the lower-case
 * constants.
 */
public enum SecurityReason {
  /** No account has that name, that email or, for a token, that id. */
  UNKNOWN_ACCOUNT,
  WRONG_PASSWORD,
  /** The secret is not the service account's. */
  WRONG_SECRET,
  /** This release cannot verify the format of the account's password hash. */
  UNSUPPORTED_HASH,
  /** The account is deactivated. */
  INACTIVE,
  /** The {@code Authorization} header has another scheme, several values or no token. */
  NO_BEARER_TOKEN,
  /** The token is longer than any that the users service issues. */
  TOO_LONG,
  /** The text is not a signed JWT with the expected claims. */
  MALFORMED,
  /** The signature does not match, or no known key made it. */
  BAD_SIGNATURE,
  /** The claims name another issuer or audience, or a time in the future. */
  BAD_CLAIMS,
  EXPIRED,
  /** The token was logged out, or the account's sessions were ended since it was issued. */
  REVOKED,
  /** The users service rejected the token; its own log has the reason. */
  REJECTED_BY_USERS_SERVICE;

  /** Its name in the field {@code reason}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in the message. */
  String text() {
    return id().replace('_', ' ');
  }
}
