package dev.scores.repository;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names in a PromQL query: its metrics, each with the labels of its selectors, and the labels
 * of {@code by} and {@code on}. No parser: {@code testing/metrics/rules} checks the syntax.
 */
record PromQuery(Map<String, Set<String>> metrics, Set<String> grouping) {

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b([a-zA-Z_][\\w:]*)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool");

  static PromQuery parse(String query) {
    String names = RANGE.matcher(STRING.matcher(query).replaceAll("")).replaceAll("");
    Set<String> grouping =
        GROUPING
            .matcher(names)
            .results()
            .flatMap(clause -> Arrays.stream(clause.group(1).split(",", -1)))
            .map(String::strip)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Set<String>> metrics = new TreeMap<>();
    Matcher selector = SELECTOR.matcher(GROUPING.matcher(names).replaceAll(""));
    while (selector.find()) {
      if (!KEYWORDS.contains(selector.group(1))) {
        metrics
            .computeIfAbsent(selector.group(1), name -> new TreeSet<>())
            .addAll(labels(selector.group(2)));
      }
    }
    return new PromQuery(metrics, grouping);
  }

  private static List<String> labels(String matchers) {
    return matchers == null
        ? List.of()
        : MATCHER.matcher(matchers).results().map(matcher -> matcher.group(1)).toList();
  }
}
