package dev.scores.repository;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of variables and their substitution, as far as Docker Compose's rules are used here. */
final class EnvFile {

  private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

  private EnvFile() {}

  /** The variables of the file; a variable that is set to nothing is empty. */
  static Map<String, String> read(String file) {
    Map<String, String> variables = new TreeMap<>();
    Repository.read(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(parts -> variables.put(parts[0], parts[1].replaceAll("^'(.*)'$", "$1")));
    return variables;
  }

  /** The text with each {@code ${NAME:-default}} replaced: the default where it is empty. */
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
