package dev.scores.chassis.http;

import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import io.micronaut.http.annotation.PathVariable;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads ids in paths: ASCII {@code [1-9][0-9]*}, nothing else (design, section 3). A number beyond
 * the range of {@code long} is {@link Long#MAX_VALUE}, which is nobody's id either. Other texts,
 * configuration say, are read as Java reads them.
 */
@Singleton
final class PathIds implements TypeConverter<String, Long> {

  private static final Pattern ID = Pattern.compile("[1-9][0-9]*");
  private static final int DIGITS_OF_ANY_LONG = 18;

  @Override
  public Optional<Long> convert(String text, Class<Long> type, ConversionContext context) {
    try {
      return Optional.of(
          context.getAnnotationMetadata().hasAnnotation(PathVariable.class)
              ? read(text)
              : Long.parseLong(text.strip()));
    } catch (InvalidIdException | NumberFormatException refused) {
      context.reject(text, refused);
      return Optional.empty();
    }
  }

  /**
   * @throws InvalidIdException where the text is no id
   */
  static long read(String text) {
    if (!ID.matcher(text).matches()) {
      throw new InvalidIdException();
    }
    return text.length() > DIGITS_OF_ANY_LONG ? Long.MAX_VALUE : Long.parseLong(text);
  }
}
