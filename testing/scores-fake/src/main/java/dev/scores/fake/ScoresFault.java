package dev.scores.fake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A fault of coming requests. Immutable.
 *
 * <pre>{@code
 * scores.fail(ScoresFault.status(503).times(2).on("PATCH", "/scores"));
 * scores.fail(ScoresFault.delay(Duration.ofSeconds(2)));
 * scores.fail(ScoresFault.brokenStream());
 * }</pre>
 */
public final class ScoresFault {

  /** The members of the payload, as JSON. */
  private final Map<String, String> members;

  private ScoresFault(Map<String, String> members) {
    this.members = members;
  }

  /**
   * The response is an error with this status. The request is not executed.
   *
   * @param status at least 400
   */
  public static ScoresFault status(int status) {
    return new ScoresFault(Map.of()).with("status", Integer.toString(status));
  }

  /** The request is executed after this time, at most a minute. */
  public static ScoresFault delay(Duration delay) {
    return new ScoresFault(Map.of()).after(delay);
  }

  /** The request is executed, and the connection closes in the middle of the response. */
  public static ScoresFault brokenStream() {
    return new ScoresFault(Map.of()).with("broken_stream", "true");
  }

  /** This fault with a delay. */
  public ScoresFault after(Duration delay) {
    return with("delay_ms", Long.toString(delay.toMillis()));
  }

  /** This fault for so many requests, at most 1000; by default it is for one. */
  public ScoresFault times(int count) {
    return with("count", Integer.toString(count));
  }

  /**
   * This fault for requests with this method whose path begins so. By default it is for all methods
   * and for paths that begin with {@code /scores}.
   */
  public ScoresFault on(String method, String path) {
    return with("method", quoted(method)).with("path", quoted(path));
  }

  String json() {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private ScoresFault with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new ScoresFault(more);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String toString() {
    return json();
  }
}
