package dev.scores.chassis.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One environment variable.
 *
 * @param form what its value should look like, for people: "a port, 1 to 65535"
 * @param fallback the value where the variable is not set; none where it must be
 * @param meaning what it is for, for people
 * @param reader what it sets
 * @param inDevelopment how it stands in {@code dev} and {@code test}, where that differs
 * @param masked how a value is shown in a log, without the secrets in it
 */
public record Setting(
    String name,
    String form,
    Optional<String> fallback,
    String meaning,
    Reader reader,
    Optional<Setting> inDevelopment,
    UnaryOperator<String> masked) {

  static final UnaryOperator<String> VISIBLE = value -> value;

  private static final String SECRET = "***";

  /** Turns a value into the framework's properties. */
  @FunctionalInterface
  public interface Reader {

    /**
     * @throws IllegalArgumentException where the value is not of the form
     */
    Map<String, Object> properties(String value);
  }

  /** A setting that must be given. */
  public static Setting required(String name, String form, String meaning, Reader reader) {
    return new Setting(name, form, Optional.empty(), meaning, reader, Optional.empty(), VISIBLE);
  }

  /** A setting with a value where none is given. */
  public static Setting optional(
      String name, String form, String fallback, String meaning, Reader reader) {
    return new Setting(
        name, form, Optional.of(fallback), meaning, reader, Optional.empty(), VISIBLE);
  }

  /**
   * This setting, standing otherwise in {@code dev} and {@code test}: with a value where none is
   * given.
   */
  public Setting inDevelopment(String otherForm, String otherFallback, Reader otherReader) {
    Setting other = optional(name, otherForm, otherFallback, meaning, otherReader).masked(masked);
    return new Setting(name, form, fallback, meaning, reader, Optional.of(other), masked);
  }

  /** This setting, whose value is read otherwise in {@code dev} and {@code test}. */
  Setting inDevelopment(Reader otherReader) {
    Setting other =
        new Setting(name, form, fallback, meaning, otherReader, Optional.empty(), masked);
    return new Setting(name, form, fallback, meaning, reader, Optional.of(other), masked);
  }

  /** This setting, of which no log shows anything. */
  public Setting secret() {
    return masked(value -> SECRET);
  }

  /** This setting, with a value that a log shows only in part. */
  public Setting masked(UnaryOperator<String> shown) {
    return new Setting(
        name,
        form,
        fallback,
        meaning,
        reader,
        inDevelopment.map(other -> other.masked(shown)),
        shown);
  }

  /** Reads a whole number in a range into one property. */
  public static Reader number(String property, int min, int max) {
    return value -> {
      int number = Integer.parseInt(value);
      if (number < min || number > max || !value.equals(Integer.toString(number))) {
        throw new IllegalArgumentException(value);
      }
      return Map.of(property, number);
    };
  }

  /** Reads {@code true} or {@code false} into one property. */
  public static Reader flag(String property) {
    return value ->
        switch (value) {
          case "true", "false" -> Map.of(property, Boolean.valueOf(value));
          default -> throw new IllegalArgumentException(value);
        };
  }
}
