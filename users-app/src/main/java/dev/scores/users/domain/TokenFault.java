package dev.scores.users.domain;

/** Why a token is refused. */
public enum TokenFault {
  /** The text has not the form of a token of this service. */
  MALFORMED,
  /** Another key made the signature, or the token was changed. */
  BAD_SIGNATURE,
  /** One of our keys made the signature, for another purpose. */
  BAD_CLAIMS,
  EXPIRED,
  /** The token was logged out, or is of another generation than the user's. */
  REVOKED,
  /** The user has been removed. */
  UNKNOWN_ACCOUNT,
  /** The user is deactivated. */
  INACTIVE
}
