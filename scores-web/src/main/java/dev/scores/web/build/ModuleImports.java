package dev.scores.web.build;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The specifiers that an ES module imports. Finds literal specifiers outside of comments; needs no
 * parser, because modules here contain no import statements in strings.
 *
 * @param statics the specifiers of {@code import} and {@code export} statements
 * @param dynamics the specifiers of {@code import()} expressions
 */
record ModuleImports(List<String> statics, List<String> dynamics) {

  /** A comment, which may mention imports of types, or an import with its specifier. */
  private static final Pattern IMPORT =
      Pattern.compile(
          "/\\*[\\s\\S]*?\\*/|(?m:^\\s*//.*$)"
              + "|(?<before>(?:[\\w$*}]\\s*\\bfrom|(?<![.\\w$])import)\\s*)"
              + "(?<dynamic>\\(\\s*)?"
              + "(?<quote>[\"'])(?<specifier>[^\"'\\n]+)\\k<quote>");

  ModuleImports {
    statics = List.copyOf(statics);
    dynamics = List.copyOf(dynamics);
  }

  static ModuleImports of(String module) {
    List<String> statics = new ArrayList<>();
    List<String> dynamics = new ArrayList<>();
    Matcher found = IMPORT.matcher(module);
    while (found.find()) {
      String specifier = found.group("specifier");
      if (specifier != null) {
        (found.group("dynamic") == null ? statics : dynamics).add(specifier);
      }
    }
    return new ModuleImports(statics, dynamics);
  }

  /** The module with other specifiers. */
  static String rewrite(String module, UnaryOperator<String> specifiers) {
    return IMPORT
        .matcher(module)
        .replaceAll(
            found -> {
              String specifier = found.group("specifier");
              if (specifier == null) {
                return Matcher.quoteReplacement(found.group());
              }
              int start = found.start("specifier") - found.start();
              return Matcher.quoteReplacement(
                  found.group().substring(0, start)
                      + specifiers.apply(specifier)
                      + found.group("quote"));
            });
  }
}
