package dev.scores.repository;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and substitutes variables by the rules of Docker Compose that are used here. */
final class EnvFile {

  private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

  private EnvFile() {}

  /** Returns the variables of the file; values can be empty. */
  static Map<String, String> read(String file) {
    Map<String, String> variables = new TreeMap<>();
    Repository.read(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(parts -> variables.put(parts[0], parts[1].replaceAll("^'(.*)'$", "$1")));
    return variables;
  }

  /** Replaces each {@code ${NAME:-default}}; an empty value counts as missing. */
  static String substituted(String text, Map<String, String> variables) {
    return WITH_DEFAULT
        .matcher(text)
        .replaceAll(
            found -> {
              String value = variables.getOrDefault(found.group(1), "");
              return Matcher.quoteReplacement(value.isEmpty() ? found.group(2) : value);
            });
  }
}
