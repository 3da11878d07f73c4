package dev.scores.conformance;

import java.util.List;

/**
 * The source of an expectation.
 *
 * @param of an operationId or a JSON pointer into the contract; empty for a hardening rule
 * @param says the sentence of the contract, or the reason of a hardening rule; can be empty if
 *     {@code of} is a pointer
 */
record Clause(String of, String says) {

  static final Clause SCORE = new Clause("/components/schemas/Score", "");
  static final Clause TIMES =
      new Clause(
          "/info/description", "**Times** are in RFC 3339 format, in UTC, with microseconds.");
  static final Clause CREATED_AT =
      new Clause("/components/schemas/Score/properties/created_at", "When the score was added.");
  static final Clause UPDATED_AT =
      new Clause(
          "/components/schemas/Score/properties/updated_at", "When the score was last written.");
  static final Clause SOLVED_AT =
      new Clause(
          "/components/schemas/Score/properties/solved_at",
          "The time of the first verdict `true`, whatever followed it; null if there was none.");
  static final Clause EVENT = new Clause("/components/schemas/ScoreEvent", "");
  static final Clause TOMBSTONE =
      new Clause(
          "/components/schemas/ChangedScore",
          "If the score was removed, only `id`, `user_id` and `exercise_id`.");
  static final Clause ATTEMPT = new Clause("/components/schemas/Attempt", "");
  static final Clause FAILURE = new Clause("/components/schemas/Failure", "");
  static final Clause FORMAT_OF_ERRORS =
      new Clause("/components/responses/NoSuchScore/content/application~1json", "");
  static final Clause ORDER_OF_CHANGES =
      new Clause(
          "/tags/5/description",
          "The events of one score come in the order in which they happened. Events of different"
              + " scores come in the order in which their transactions began");
  static final Clause LATEST =
      new Clause(
          "listScoreChanges",
          "With `after=latest` there are no events, and `next` is the current end of the log.");
  static final Clause NEXT_OF_CHANGES =
      new Clause("/components/schemas/ScoreChanges/properties/next", "Always present.");

  /** The sources of expectations that belong to many rules. */
  static final List<Clause> SHARED =
      List.of(
          SCORE,
          TIMES,
          CREATED_AT,
          UPDATED_AT,
          SOLVED_AT,
          EVENT,
          TOMBSTONE,
          ATTEMPT,
          FAILURE,
          FORMAT_OF_ERRORS,
          ORDER_OF_CHANGES,
          LATEST,
          NEXT_OF_CHANGES);

  @Override
  public String toString() {
    if (of.isEmpty()) {
      return "beyond the contract: " + says;
    }
    String place = of.startsWith("/") ? "openapi/scores.yaml#" + of : "operation " + of;
    return says.isEmpty() ? place : place + ": \"" + says + '"';
  }
}
