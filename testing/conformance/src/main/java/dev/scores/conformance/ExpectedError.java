package dev.scores.conformance;

/**
 * The errors of the contract. The message is that of the contract's example; it is empty if the
 * text differs from case to case.
 */
enum ExpectedError {
  NO_SCORE(404, "fail", "Score does not exist", "score_does_not_exist"),
  NO_SUCH_SCORE(400, "fail", "Sorry. That score does not exist.", "score_does_not_exist"),
  ALREADY_EXISTS(
      400,
      "fail",
      "Sorry. That score already exists. Please update with a PUT request.",
      "score_already_exists"),
  INVALID_PAYLOAD(400, "fail", "Invalid payload.", "invalid_payload"),
  INVALID_PARAMETER(400, "fail", "", "invalid_parameter"),
  TOKEN_REQUIRED(403, "error", "Provide a valid auth token.", "token_required"),
  INVALID_TOKEN(401, "error", "Invalid token.", "invalid_token"),
  NO_ROUTE(404, "fail", "", "not_found"),
  METHOD_NOT_ALLOWED(405, "fail", "", "method_not_allowed"),
  HAS_CHANGED(412, "fail", "", "score_has_changed"),
  TOO_LARGE(413, "fail", "", "payload_too_large"),
  MEDIA_TYPE(415, "fail", "", "unsupported_media_type");

  final int status;
  final String envelope;
  final String message;
  final String code;

  ExpectedError(int status, String envelope, String message, String code) {
    this.status = status;
    this.envelope = envelope;
    this.message = message;
    this.code = code;
  }

  @Override
  public String toString() {
    return "%d {\"status\":\"%s\",\"message\":…,\"code\":\"%s\"}".formatted(status, envelope, code);
  }
}
