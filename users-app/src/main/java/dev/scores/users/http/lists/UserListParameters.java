package dev.scores.users.http.lists;

import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.http.Refusal;
import dev.scores.users.domain.UserCursor;
import dev.scores.users.domain.UserKeeping;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a request for the list asks for, read exactly as the contract has it. Other parameters are
 * ignored.
 *
 * @param limit none where the whole list is asked for
 */
record UserListParameters(OptionalInt limit, UserCursor after) {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

  /**
   * @throws Refusal 400 naming every parameter that is wrong
   */
  static UserListParameters read(HttpParameters parameters, OptionalInt defaultLimit) {
    List<FieldError> errors = new ArrayList<>();
    Optional<Integer> limit =
        read(
            parameters.getAll("limit"),
            UserListParameters::limit,
            new FieldError(
                "limit", "a whole number from 1 to " + UserKeeping.MAX_PAGE + " is expected"),
            errors);
    Optional<UserCursor> after =
        read(
            parameters.getAll("after"),
            CursorText::read,
            new FieldError("after", "the `next` of an answer of this path is expected"),
            errors);
    if (!errors.isEmpty()) {
      throw Refusal.of(HttpStatus.BAD_REQUEST, "invalid_parameter", "Invalid parameter.")
          .with(errors);
    }
    return new UserListParameters(
        limit.map(OptionalInt::of).orElse(defaultLimit), after.orElse(UserCursor.start()));
  }

  private static <T> Optional<T> read(
      List<String> values,
      Function<String, Optional<T>> reader,
      FieldError otherwise,
      List<FieldError> errors) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = values.size() == 1 ? reader.apply(values.getFirst()) : Optional.empty();
    if (value.isEmpty()) {
      errors.add(
          values.size() == 1
              ? otherwise
              : new FieldError(otherwise.pointer(), "once, " + otherwise.message()));
    }
    return value;
  }

  private static Optional<Integer> limit(String text) {
    return Optional.of(text)
        .filter(WHOLE_NUMBER.asMatchPredicate())
        .map(Integer::valueOf)
        .filter(limit -> limit <= UserKeeping.MAX_PAGE);
  }
}
