package dev.scores.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.faults.linearizability.Call;
import dev.scores.faults.linearizability.CallResult;
import dev.scores.faults.linearizability.CheckedStore;
import dev.scores.faults.linearizability.ObservedScore;
import dev.scores.faults.linearizability.ScoreKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The scores service over HTTP, for the linearizability check. Thread-safe. */
final class HttpStore implements CheckedStore, AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI service;
  private final Map<Integer, String> tokens;

  HttpStore(URI service, List<UserAccount> accounts) {
    this.service = service;
    tokens = accounts.stream().collect(Collectors.toMap(UserAccount::id, UserAccount::token));
  }

  @Override
  public CallResult invoke(ScoreKey key, Call call) {
    try {
      HttpResponse<String> response = http.send(request(key, call), BodyHandlers.ofString());
      return read(
          key,
          response.statusCode(),
          response.headers().firstValue("ETag").orElse(""),
          response.body());
    } catch (IOException violations) {
      return new CallResult.Unknown(violations.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new CallResult.Unknown(interrupted.toString());
    }
  }

  private HttpRequest request(ScoreKey key, Call call) {
    return switch (call) {
      case Call.Add add -> write(key, "POST", "/scores", add).build();
      case Call.Upsert upsert -> write(key, "PATCH", "/scores", upsert).build();
      case Call.UpsertNaming upsert ->
          write(key, "PATCH", "/scores/" + upsert.id(), upsert).build();
      case Call.Update update -> write(key, "PUT", "/scores/" + update.id(), update).build();
      case Call.UpdateOfVersion update ->
          write(key, "PUT", "/scores/" + update.id(), update)
              .header("If-Match", ifMatch(update.id(), update.version()))
              .build();
      case Call.Read none -> to(key, "/scores/user/exercise/" + key.exercise()).build();
      case Call.ReadById read -> to(key, "/scores/user/" + read.id()).build();
    };
  }

  /** The tag of this release, and that of 0.2, which drills run beside it. */
  private static String ifMatch(long id, int version) {
    return "\"%d-%d\", \"%d\"".formatted(id, version, version);
  }

  private HttpRequest.Builder write(ScoreKey key, String method, String path, Call.Write write) {
    String body = "{\"exercise_id\":%d,\"correct\":%s}".formatted(key.exercise(), write.correct());
    return to(key, path)
        .method(method, BodyPublishers.ofString(body))
        .header("Content-Type", "application/json");
  }

  private HttpRequest.Builder to(ScoreKey key, String path) {
    return HttpRequest.newBuilder(service.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + tokens.get(key.user()));
  }

  /** Parses a response; {@code Unexpected} if the contract has none like it. */
  static CallResult read(ScoreKey key, int status, String entityTag, String body) {
    if (status == 503) {
      return new CallResult.Unknown("503");
    }
    try {
      JsonNode tree = JSON.readTree(body);
      return switch (status + " " + tree.path("message").asText()) {
        case "201 New score was added!" -> new CallResult.Added(observed(key, entityTag, tree));
        case "200 Score was updated!" -> new CallResult.Updated(observed(key, entityTag, tree));
        case "200 " -> new CallResult.Found(observed(key, entityTag, tree));
        case "400 Sorry. That score already exists. Please update with a PUT request." ->
            new CallResult.AlreadyExists();
        case "400 Sorry. That score does not exist." -> new CallResult.NoSuchScore();
        case "404 Score does not exist" -> new CallResult.NotFound();
        case "412 The score has changed." -> new CallResult.VersionMismatch();
        default -> new CallResult.Unexpected(status + " " + body);
      };
    } catch (IOException | DateTimeException | IllegalArgumentException odd) {
      return new CallResult.Unexpected(
          "%d %s %s: %s".formatted(status, entityTag, body, odd.getMessage()));
    }
  }

  private static ObservedScore observed(ScoreKey key, String entityTag, JsonNode tree) {
    JsonNode data = tree.path("data");
    if (data.path("user_id").asInt() != key.user()
        || data.path("exercise_id").asInt() != key.exercise()) {
      throw new IllegalArgumentException("not the score of " + key);
    }
    long id = data.path("id").asLong();
    if (!entityTag.matches("\"(" + id + "-)?[1-9][0-9]{0,8}\"")) {
      throw new IllegalArgumentException("no version of the score");
    }
    return new ObservedScore(
        id,
        data.path("correct").asBoolean(),
        Instant.parse(data.path("created_at").asText()),
        Instant.parse(data.path("updated_at").asText()),
        Integer.parseInt(entityTag.substring(entityTag.indexOf('-') + 1, entityTag.length() - 1)));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
