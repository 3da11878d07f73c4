package dev.scores.app.http.lists;

import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;

/** Parses the filters of a list. Each method narrows a selection if its filter is given. */
record ListFilters(QueryParameters parameters) {

  Selection user(Selection selection) {
    return parameters
        .number("user_id", Integer.MAX_VALUE)
        .map(user -> selection.ofUser(new UserId(user)))
        .orElse(selection);
  }

  Selection exercise(Selection selection) {
    return parameters
        .number("exercise_id", Integer.MAX_VALUE)
        .map(exercise -> selection.ofExercise(new ExerciseId(exercise)))
        .orElse(selection);
  }

  /** The filters that all lists have. */
  Selection common(Selection selection) {
    Selection narrowed = parameters.flag("correct").map(selection::withCorrect).orElse(selection);
    return parameters.time("updated_since").map(narrowed::updatedSince).orElse(narrowed);
  }
}
