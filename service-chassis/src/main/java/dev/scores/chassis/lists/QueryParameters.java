package dev.scores.chassis.lists;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
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
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the query parameters of a request as the contract defines them and collects errors: a
 * malformed or repeated parameter is read as missing until {@link #throwIfInvalid} rejects the
 * request. {@code UnknownParameterFilter} rejects other parameters. For one request; not
 * thread-safe.
 *
 * <p>Example: {@code parameters.number("limit", 100).orElse(10)}.
 */
public final class QueryParameters {

  private static final String AFTER = "after";

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private final HttpRequest<?> request;

  /** The parameters that a link to the next page repeats. */
  private final Map<String, String> given = new LinkedHashMap<>();

  private final List<FieldError> errors = new ArrayList<>();

  public QueryParameters(HttpRequest<?> request) {
    this.request = request;
  }

  /** A whole number from 1 to {@code max}. */
  public Optional<Integer> number(String name, int max) {
    return read(
        name,
        "a whole number from 1 to " + max,
        text ->
            Optional.of(text)
                .filter(WHOLE_NUMBER.asMatchPredicate())
                .map(Long::valueOf)
                .filter(number -> number <= max)
                .map(Long::intValue));
  }

  public Optional<Boolean> flag(String name) {
    return read(
        name,
        "true or false",
        text ->
            switch (text) {
              case "true", "false" -> Optional.of(Boolean.valueOf(text));
              default -> Optional.empty();
            });
  }

  /** A time in RFC 3339, rounded up to the microsecond, the resolution of stored times. */
  public Optional<Instant> time(String name) {
    return read(name, "a time such as 2026-11-20T09:15:00Z (RFC 3339)", QueryParameters::instant);
  }

  /**
   * The cursor {@code after}, which links to the next page do not repeat.
   *
   * @param reader returns empty if the text is not a cursor of this path
   */
  public <C> Optional<C> after(Function<String, Optional<C>> reader) {
    Optional<C> after = read(AFTER, "the `next` of a response of this path", reader);
    given.remove(AFTER);
    return after;
  }

  /**
   * A parameter in a format of its own.
   *
   * @param form the expected format, for people
   * @param reader returns empty if the text does not have that format
   */
  public <T> Optional<T> read(String name, String form, Function<String, Optional<T>> reader) {
    List<String> values = request.getParameters().getAll(name);
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

  /** Rejects a parameter that the operation has, but not in this form of its response. */
  public void reject(String name, String reason) {
    if (request.getParameters().contains(name)) {
      errors.add(new FieldError(name, reason));
    }
  }

  /**
   * @throws ApiException 400 with an error for each invalid parameter
   */
  public void throwIfInvalid() {
    if (!errors.isEmpty()) {
      throw ApiException.invalidParameters(errors);
    }
  }

  /** The URI of the next page, relative to the service, with the parameters that were read. */
  public URI next(String cursor) {
    UriBuilder link = UriBuilder.of(request.getPath());
    given.forEach(link::queryParam);
    return link.queryParam(AFTER, cursor).build();
  }

  private static Optional<Instant> instant(String text) {
    // An unescaped plus sign is decoded as a space.
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
