package dev.scores.app.http;

import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;

/**
 * Parses the filters of lists and of the change feed. Each method narrows a selection if its filter
 * is given.
 */
public record ScoreFilters(QueryParameters parameters) {

  public Selection user(Selection selection) {
    return parameters
        .number("user_id", Integer.MAX_VALUE)
        .map(user -> selection.ofUser(new UserId(user)))
        .orElse(selection);
  }

  public Selection exercise(Selection selection) {
    return parameters
        .number("exercise_id", Integer.MAX_VALUE)
        .map(exercise -> selection.ofExercise(new ExerciseId(exercise)))
        .orElse(selection);
  }

  public Selection correct(Selection selection) {
    return parameters.flag("correct").map(selection::withCorrect).orElse(selection);
  }

  /** Only lists have it. */
  public Selection updatedSince(Selection selection) {
    return parameters.time("updated_since").map(selection::updatedSince).orElse(selection);
  }
}
