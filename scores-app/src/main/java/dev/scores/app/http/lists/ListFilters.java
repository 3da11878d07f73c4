package dev.scores.app.http.lists;

import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;

/** Reads the filters of a list, each of which narrows a selection where it is given. */
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

  /** Those that every list has. */
  Selection common(Selection selection) {
    Selection asked = parameters.flag("correct").map(selection::withCorrect).orElse(selection);
    return parameters.time("updated_since").map(asked::updatedSince).orElse(asked);
  }
}
