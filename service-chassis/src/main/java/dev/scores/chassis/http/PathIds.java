package dev.scores.chassis.http;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import io.micronaut.http.annotation.PathVariable;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts ids in paths: ASCII {@code [1-9][0-9]*}. A number beyond the range of {@code long}
 * becomes {@link Long#MAX_VALUE}, which is an unknown id too; so does a malformed id where the
 * parameter is {@link UnknownIfMalformed}. Text from elsewhere, such as configuration, is parsed as
 * {@link Long#parseLong(String)} does.
 */
@Singleton
final class PathIds implements TypeConverter<String, Long> {

  private static final Pattern ID = Pattern.compile("[1-9][0-9]*");
  private static final int DIGITS_OF_ANY_LONG = 18;

  @Override
  public Optional<Long> convert(String text, Class<Long> type, ConversionContext context) {
    AnnotationMetadata parameter = context.getAnnotationMetadata();
    try {
      return Optional.of(
          parameter.hasAnnotation(PathVariable.class) ? parse(text) : Long.parseLong(text.strip()));
    } catch (InvalidIdException malformed) {
      if (parameter.hasAnnotation(UnknownIfMalformed.class)) {
        return Optional.of(Long.MAX_VALUE);
      }
      context.reject(text, malformed);
      return Optional.empty();
    } catch (NumberFormatException malformed) {
      context.reject(text, malformed);
      return Optional.empty();
    }
  }

  /**
   * @throws InvalidIdException if the id is malformed
   */
  static long parse(String text) {
    if (!ID.matcher(text).matches()) {
      throw new InvalidIdException();
    }
    return text.length() > DIGITS_OF_ANY_LONG ? Long.MAX_VALUE : Long.parseLong(text);
  }
}
