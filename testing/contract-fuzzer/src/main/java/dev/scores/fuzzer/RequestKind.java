package dev.scores.fuzzer;

/** Kinds of requests: valid, or invalid in one way. Each has the expected outcome. */
enum RequestKind {
  VALID(Expectation.ANY),

  WRONG_TYPE(Expectation.ERROR),
  MISSING_MEMBER(Expectation.ERROR),
  NULL_MEMBER(Expectation.ERROR),
  OUT_OF_BOUNDS(Expectation.ERROR),
  HUGE_NUMBER(Expectation.ERROR),
  FRACTION(Expectation.ERROR),
  EXTRA_MEMBER(Expectation.ANY),
  ODD_TEXT(Expectation.ANY),
  NOT_AN_OBJECT(Expectation.ERROR),
  DUPLICATE_KEY(Expectation.ERROR),
  TRUNCATED(Expectation.ERROR),
  TRAILING(Expectation.ERROR),
  NOT_UTF8(Expectation.ERROR),
  EXCESSIVE_DEPTH(Expectation.ERROR),
  NO_BODY(Expectation.ERROR),
  TOO_LARGE(Expectation.ERROR),
  WRONG_MEDIA_TYPE(Expectation.ERROR),

  ODD_ID(Expectation.ERROR),
  /** An id out of range is unknown; a list of it can be empty. */
  HUGE_ID(Expectation.ANY),
  INVALID_PARAMETER(Expectation.ERROR),
  REPEATED_PARAMETER(Expectation.ANY),
  UNKNOWN_PARAMETER(Expectation.ERROR),
  MALFORMED_TARGET(Expectation.ANY_ERROR),

  ODD_HEADER(Expectation.ANY),
  NO_TOKEN(Expectation.ERROR),
  INVALID_TOKEN(Expectation.ERROR),
  ODD_METHOD(Expectation.METHOD_ERROR);

  private final Expectation expectation;

  RequestKind(Expectation expectation) {
    this.expectation = expectation;
  }

  Expectation expectation() {
    return expectation;
  }

  /** The expected outcome. A rejected request must not change data. */
  enum Expectation {
    /** Any documented response except 5xx. */
    ANY,
    /** A documented error. */
    ERROR,
    /** Any JSON error, also an undocumented one, or a documented success. */
    ANY_ERROR,
    /** 405 with {@code Allow}, or 404. */
    METHOD_ERROR
  }
}
