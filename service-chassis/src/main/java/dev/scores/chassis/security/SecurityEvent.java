package dev.scores.chassis.security;

import java.util.Locale;

/** The kinds of security events. Their names in log lines are the lower-case constants. */
public enum SecurityEvent {
  /** A login with an unknown account, a wrong password or an account that may not log in. */
  LOGIN_FAILED("login failed"),
  /** A login that a limit rejected before the password was verified. */
  LOGIN_LIMITED("login limited"),
  /** A change of password or email, or a removal, with a wrong current password. */
  CURRENT_PASSWORD_REJECTED("current password rejected"),
  /** A bearer token on a protected route was rejected. */
  TOKEN_REJECTED("token rejected"),
  /** A refresh token was used twice; its session was ended. */
  REFRESH_TOKEN_REUSED("refresh token reused"),
  /** A user ended all sessions. */
  SESSIONS_ENDED("sessions ended"),
  PASSWORD_CHANGED("password changed"),
  EMAIL_CHANGED("email changed"),
  EMAIL_CONFIRMED("email confirmed"),
  ACCOUNT_REMOVED("account removed"),
  ACCOUNT_DEACTIVATED("account deactivated"),
  ACCOUNT_REACTIVATED("account reactivated"),
  ADMIN_GRANTED("admin role granted"),
  ADMIN_WITHDRAWN("admin role withdrawn"),
  TEACHER_GRANTED("teacher role granted"),
  TEACHER_WITHDRAWN("teacher role withdrawn"),
  SERVICE_ACCOUNT_CREATED("service account created"),
  SERVICE_ACCOUNT_REVOKED("service account revoked"),
  SECRET_ROTATED("secret of service account rotated");

  private final String text;

  SecurityEvent(String text) {
    this.text = text;
  }

  /** Its name in the field {@code event}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in the message. */
  String text() {
    return text;
  }
}
