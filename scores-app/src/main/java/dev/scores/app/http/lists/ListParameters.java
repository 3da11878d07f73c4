package dev.scores.app.http.lists;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.http.Refusal;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreKeeping;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.uri.UriBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the parameters of a list, each exactly as the contract has it, and collects what is wrong.
 * Parameters that it is not asked for are ignored. For one request and one thread.
 */
final class ListParameters {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private final HttpParameters parameters;

  /** What a link to the next page repeats. */
  private final Map<String, String> given = new LinkedHashMap<>();

  private final List<FieldError> errors = new ArrayList<>();

  ListParameters(HttpParameters parameters) {
    this.parameters = parameters;
  }

  OptionalInt limit(OptionalInt byDefault) {
    Optional<Integer> limit =
        read("limit", "a whole number from 1 to " + ScoreKeeping.MAX_PAGE, this::limit);
    return limit.map(OptionalInt::of).orElse(byDefault);
  }

  Cursor after(String path) {
    Optional<Cursor> after =
        read("after", "the `next` of an answer of this path", text -> CursorText.read(text, path));
    given.remove("after");
    return after.orElse(Cursor.start());
  }

  Selection user(Selection selection) {
    return read("user_id", "a whole number from 1 to 2147483647", ListParameters::user)
        .map(selection::ofUser)
        .orElse(selection);
  }

  Selection exercise(Selection selection) {
    return read("exercise_id", "a whole number from 1 to 2147483647", ListParameters::exercise)
        .map(selection::ofExercise)
        .orElse(selection);
  }

  Selection correct(Selection selection) {
    return read("correct", "true or false", ListParameters::flag)
        .map(selection::thatAre)
        .orElse(selection);
  }

  Selection updatedSince(Selection selection) {
    return read(
            "updated_since", "a time such as 2026-11-20T09:15:00Z (RFC 3339)", ListParameters::time)
        .map(selection::updatedSince)
        .orElse(selection);
  }

  /**
   * @throws Refusal 400 naming every parameter that is wrong
   */
  void refuseWhatIsWrong() {
    if (!errors.isEmpty()) {
      throw Refusal.invalidParameters(errors);
    }
  }

  /** The same request for what comes behind the cursor, relative to the service. */
  URI link(HttpRequest<?> request, String after) {
    UriBuilder link = UriBuilder.of(request.getPath());
    given.forEach(link::queryParam);
    return link.queryParam("after", after).build();
  }

  private <T> Optional<T> read(String name, String form, Function<String, Optional<T>> reader) {
    List<String> values = parameters.getAll(name);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = values.size() == 1 ? reader.apply(values.getFirst()) : Optional.empty();
    if (value.isPresent()) {
      given.put(name, values.getFirst());
    } else {
      errors.add(
          new FieldError(name, (values.size() == 1 ? "" : "once, ") + form + " is expected"));
    }
    return value;
  }

  private Optional<Integer> limit(String text) {
    return number(text).filter(limit -> limit <= ScoreKeeping.MAX_PAGE).map(Long::intValue);
  }

  private static Optional<UserId> user(String text) {
    return number(text).flatMap(UserId::of);
  }

  private static Optional<ExerciseId> exercise(String text) {
    return number(text).flatMap(ExerciseId::of);
  }

  private static Optional<Long> number(String text) {
    return Optional.of(text).filter(WHOLE_NUMBER.asMatchPredicate()).map(Long::valueOf);
  }

  private static Optional<Boolean> flag(String text) {
    return switch (text) {
      case "true", "false" -> Optional.of(Boolean.valueOf(text));
      default -> Optional.empty();
    };
  }

  /** Up to the next microsecond: what is stored has no finer time, and none earlier may pass. */
  private static Optional<Instant> time(String text) {
    // A plus sign that was not escaped arrives as a space.
    String escaped = text.replace(' ', '+');
    if (!RFC_3339.matcher(escaped).matches()) {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(escaped).toInstant();
      Instant cut = time.truncatedTo(MICROS);
      return Optional.of(cut.equals(time) ? cut : cut.plus(1, MICROS));
    } catch (DateTimeParseException noSuchTime) {
      return Optional.empty();
    }
  }
}
