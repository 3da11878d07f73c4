package dev.scores.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics that {@code docs/operations.md} documents in its table. Names with an asterisk there
 * are prefixes of libraries' metrics. A metric is a line {@code name | type | labels}.
 */
public final class MetricsTable {

  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\|([^|]*)\\|[^|]*\\| (\\w+) \\|[^|]+\\|");
  private static final Pattern LIBRARY = Pattern.compile("`(\\w+_)\\*`");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private final List<String> lines;

  private MetricsTable(List<String> lines) {
    this.lines = lines;
  }

  /** Reads a Markdown document. */
  public static MetricsTable in(Path document) {
    try {
      return new MetricsTable(Files.readAllLines(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the documented metrics of a service, including those of both. */
  public NavigableSet<String> documented(String service) {
    return rows()
        .filter(row -> row.group(4).equals(service) || row.group(4).equals("both"))
        .map(row -> line(row.group(1), row.group(2), row.group(3).replace("`", "").strip()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<Matcher> rows() {
    return lines.stream().map(ROW::matcher).filter(Matcher::matches);
  }

  /** A metric with the labels of all its series. */
  private record Family(String type, NavigableSet<String> labels) {

    void add(String series) {
      LABEL.matcher(series).results().map(label -> label.group(1)).forEach(labels::add);
      labels.remove("le");
    }
  }

  /**
   * Returns the metrics of a Prometheus text, without the maximum of each summary and histogram. Of
   * libraries it returns only the documented ones.
   */
  public NavigableSet<String> served(String text) {
    Map<String, Family> families = families(text);
    List<String> libraries =
        lines.stream()
            .flatMap(line -> LIBRARY.matcher(line).results())
            .map(name -> name.group(1))
            .toList();
    Set<String> documented = rows().map(row -> row.group(1)).collect(Collectors.toSet());
    return families.entrySet().stream()
        .filter(
            one ->
                documented.contains(one.getKey())
                    || libraries.stream().noneMatch(one.getKey()::startsWith))
        .filter(one -> !isMaximum(one.getKey(), families))
        .map(
            one ->
                line(
                    one.getKey(),
                    one.getValue().type(),
                    String.join(", ", one.getValue().labels())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isMaximum(String name, Map<String, Family> all) {
    Family timed = all.get(name.replaceFirst("_max$", ""));
    return name.endsWith("_max") && timed != null && !timed.type().equals("gauge");
  }

  private static Map<String, Family> families(String text) {
    Map<String, Family> families = new TreeMap<>();
    Family family = new Family("none", new TreeSet<>());
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        family = new Family(type.group(2), new TreeSet<>());
        families.put(type.group(1), family);
      } else if (!line.startsWith("#") && sample.matches() && sample.group(2) != null) {
        family.add(sample.group(2));
      }
    }
    return families;
  }

  private static String line(String name, String type, String labels) {
    String sorted =
        Arrays.stream(labels.split(", ", -1)).sorted().collect(Collectors.joining(", "));
    return "%s | %s | %s".formatted(name, type, sorted);
  }
}
