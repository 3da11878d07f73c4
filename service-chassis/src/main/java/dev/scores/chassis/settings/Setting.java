package dev.scores.chassis.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One environment variable. The value of a setting that holds a secret can also be in a file, whose
 * path is in the variable with the suffix {@code _FILE}.
 *
 * @param form the expected format, for people: "a port, 1 to 65535"
 * @param fallback the default value; empty if the variable is required
 * @param meaning the description, for people
 * @param reader converts the value to properties
 * @param inDevelopment the setting in {@code dev} and {@code test}, if it differs there
 * @param masked removes secrets from a value for the log
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

  /** Converts a value to the framework's properties. */
  @FunctionalInterface
  public interface Reader {

    /**
     * @throws IllegalArgumentException if the value does not have the format
     */
    Map<String, Object> properties(String value);
  }

  /** A required setting. */
  public static Setting required(String name, String form, String meaning, Reader reader) {
    return new Setting(name, form, Optional.empty(), meaning, reader, Optional.empty(), VISIBLE);
  }

  /** A setting with a default. */
  public static Setting optional(
      String name, String form, String fallback, String meaning, Reader reader) {
    return new Setting(
        name, form, Optional.of(fallback), meaning, reader, Optional.empty(), VISIBLE);
  }

  /** This setting with another default in {@code dev} and {@code test}. */
  public Setting inDevelopment(String otherForm, String otherFallback, Reader otherReader) {
    Setting other = optional(name, otherForm, otherFallback, meaning, otherReader).masked(masked);
    return new Setting(name, form, fallback, meaning, reader, Optional.of(other), masked);
  }

  /** This setting with another reader in {@code dev} and {@code test}. */
  public Setting inDevelopment(Reader otherReader) {
    Setting other =
        new Setting(name, form, fallback, meaning, otherReader, Optional.empty(), masked);
    return new Setting(name, form, fallback, meaning, reader, Optional.of(other), masked);
  }

  /** This setting with a value that logs never show. */
  public Setting secret() {
    return masked(value -> SECRET);
  }

  /** This setting with a value that logs show only in part. */
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

  /** Whether logs show the value only in part, or not at all. */
  boolean holdsSecret() {
    return !masked.equals(VISIBLE);
  }

  /** The variable with the path of a file that holds the value. */
  String fileVariable() {
    return name + "_FILE";
  }

  /** Reads a whole number in a range, for one property. */
  public static Reader number(String property, int min, int max) {
    return value -> {
      int number = Integer.parseInt(value);
      if (number < min || number > max || !value.equals(Integer.toString(number))) {
        throw new IllegalArgumentException(value);
      }
      return Map.of(property, number);
    };
  }

  /** Reads {@code true} or {@code false}, for one property. */
  public static Reader flag(String property) {
    return value ->
        switch (value) {
          case "true", "false" -> Map.of(property, Boolean.valueOf(value));
          default -> throw new IllegalArgumentException(value);
        };
  }
}
