package dev.scores.persistence;

import io.micronaut.data.annotation.Query;
import java.lang.reflect.Method;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement of the service with sample parameters.
 *
 * @param sql as in the code
 * @param parameters in the order of the placeholders
 * @param fullScanReason why it reads every score, if it does
 */
record SqlStatement(
    String name, String sql, List<Object> parameters, Optional<String> fullScanReason) {

  private static final Pattern NAMED = Pattern.compile("(?<![:\\w]):([a-zA-Z]\\w*)");
  private static final Pattern PLACE = Pattern.compile("\\?");

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          Integer.class, "integer",
          Long.class, "bigint",
          Boolean.class, "boolean",
          String.class, "text",
          Instant.class, "timestamptz",
          Timestamp.class, "timestamptz",
          Integer[].class, "integer[]",
          Long[].class, "bigint[]",
          Boolean[].class, "boolean[]");

  static SqlStatement of(String name, String sql, Object... parameters) {
    return new SqlStatement(name, sql, List.of(parameters), Optional.empty());
  }

  /** A statement that a repository declares. */
  static SqlStatement of(Method method, Map<String, Object> samples) {
    var sql = method.getAnnotation(Query.class).value();
    var parameters =
        NAMED
            .matcher(sql)
            .results()
            .map(place -> place.group(1))
            .map(
                name ->
                    Optional.ofNullable(samples.get(name))
                        .orElseThrow(
                            () -> new AssertionError(method + " needs a sample for :" + name)))
            .toList();
    return new SqlStatement(name(method), sql, parameters, Optional.empty());
  }

  /** This statement with a reason to read every score. */
  SqlStatement withFullScan(String reason) {
    return new SqlStatement(name, sql, parameters, Optional.of(reason));
  }

  /** For {@code explain}, which accepts parameters only for a prepared statement. */
  String preparation(String as) {
    var types =
        parameters.stream()
            .map(it -> Optional.ofNullable(TYPES.get(it.getClass())).orElseThrow())
            .collect(Collectors.joining(", "));
    return "prepare %s%s as %s".formatted(as, types.isEmpty() ? "" : "(" + types + ")", numbered());
  }

  String execution(String as) {
    var values = parameters.stream().map(SqlStatement::literal).collect(Collectors.joining(", "));
    return "execute %s%s".formatted(as, values.isEmpty() ? "" : "(" + values + ")");
  }

  private String numbered() {
    var numbers = new ArrayList<Integer>();
    Function<MatchResult, String> next =
        place -> {
          numbers.add(numbers.size() + 1);
          return "\\$" + numbers.size();
        };
    var places = sql.contains("?") ? PLACE : NAMED;
    return places.matcher(sql).replaceAll(next);
  }

  private static String literal(Object value) {
    return value instanceof Object[] array
        ? "'{" + String.join(",", Arrays.stream(array).map(String::valueOf).toList()) + "}'"
        : "'" + (value instanceof Timestamp time ? time.toInstant() : value) + "'";
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
