package dev.scores.users.domain;

/** Why a token is rejected. */
public enum TokenFault {
  /** Not in the format of this service's tokens. */
  MALFORMED,
  /** Signed by an unknown key, or changed. */
  BAD_SIGNATURE,
  /** Signed by a known key, for another purpose. */
  BAD_CLAIMS,
  EXPIRED,
  /** Logged out, of an ended session, or of another generation than the current one. */
  REVOKED,
  /** The user has been removed. */
  UNKNOWN_ACCOUNT,
  /** The user is deactivated. */
  INACTIVE
}
