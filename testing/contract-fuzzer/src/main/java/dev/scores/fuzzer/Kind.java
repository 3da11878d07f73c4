package dev.scores.fuzzer;

/** In which way a request is broken, and what must become of such requests. */
enum Kind {
  VALID(Verdict.OPEN),

  WRONG_TYPE(Verdict.REFUSED),
  MISSING_MEMBER(Verdict.REFUSED),
  NULL_MEMBER(Verdict.REFUSED),
  OUT_OF_BOUNDS(Verdict.REFUSED),
  HUGE_NUMBER(Verdict.REFUSED),
  FRACTION(Verdict.REFUSED),
  EXTRA_MEMBER(Verdict.OPEN),
  ODD_TEXT(Verdict.OPEN),
  NOT_AN_OBJECT(Verdict.REFUSED),
  DUPLICATE_KEY(Verdict.REFUSED),
  TRUNCATED(Verdict.REFUSED),
  TRAILING(Verdict.REFUSED),
  NOT_UTF8(Verdict.REFUSED),
  ABSURD_DEPTH(Verdict.REFUSED),
  NO_BODY(Verdict.REFUSED),
  TOO_LARGE(Verdict.REFUSED),
  WRONG_MEDIA_TYPE(Verdict.REFUSED),

  ODD_ID(Verdict.REFUSED),
  /** A number beyond every range: nobody's id, which a list may answer with nothing. */
  HUGE_ID(Verdict.OPEN),
  BAD_PARAMETER(Verdict.REFUSED),
  REPEATED_PARAMETER(Verdict.OPEN),
  UNKNOWN_PARAMETER(Verdict.OPEN),
  BROKEN_TARGET(Verdict.BROKEN),

  ODD_HEADER(Verdict.OPEN),
  NO_TOKEN(Verdict.REFUSED),
  BAD_TOKEN(Verdict.REFUSED),
  ODD_METHOD(Verdict.NOT_ALLOWED);

  private final Verdict verdict;

  Kind(Verdict verdict) {
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  /** What may become of a request. Nothing is ever stored by one that is refused. */
  enum Verdict {
    /** Any documented answer but a fault of the server. */
    OPEN,
    /** A documented refusal. */
    REFUSED,
    /** A refusal; the request is none of the operation's, so the contract need not describe it. */
    BROKEN,
    /** 405 with {@code Allow}, or 404. */
    NOT_ALLOWED
  }
}
