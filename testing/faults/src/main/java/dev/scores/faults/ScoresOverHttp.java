package dev.scores.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.faults.linearizability.Call;
import dev.scores.faults.linearizability.CallResult;
import dev.scores.faults.linearizability.Judged;
import dev.scores.faults.linearizability.Key;
import dev.scores.faults.linearizability.Seen;
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

/** The scores of some accounts, as the judge of histories asks for them. Thread-safe. */
final class ScoresOverHttp implements Judged, AutoCloseable {

  private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI service;
  private final Map<Integer, String> tokens;

  ScoresOverHttp(URI service, List<Account> accounts) {
    this.service = service;
    tokens = accounts.stream().collect(Collectors.toMap(Account::id, Account::token));
  }

  @Override
  public CallResult answer(Key key, Call call) {
    try {
      HttpResponse<String> told = http.send(request(key, call), BodyHandlers.ofString());
      return read(
          key, told.statusCode(), told.headers().firstValue("ETag").orElse(""), told.body());
    } catch (IOException broken) {
      return new CallResult.Unknown(broken.toString());
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return new CallResult.Unknown(told.toString());
    }
  }

  private HttpRequest request(Key key, Call call) {
    return switch (call) {
      case Call.Add add -> write(key, "POST", "/scores", add).build();
      case Call.Upsert upsert -> write(key, "PATCH", "/scores", upsert).build();
      case Call.UpsertNaming upsert ->
          write(key, "PATCH", "/scores/" + upsert.id(), upsert).build();
      case Call.Update update -> write(key, "PUT", "/scores/" + update.id(), update).build();
      case Call.UpdateOfVersion update ->
          write(key, "PUT", "/scores/" + update.id(), update)
              .header("If-Match", "\"" + update.version() + "\"")
              .build();
      case Call.Read none -> to(key, "/scores/user/exercise/" + key.exercise()).build();
      case Call.ReadById read -> to(key, "/scores/user/" + read.id()).build();
    };
  }

  private HttpRequest.Builder write(Key key, String method, String path, Call.Write write) {
    String body = "{\"exercise_id\":%d,\"correct\":%s}".formatted(key.exercise(), write.correct());
    return to(key, path)
        .method(method, BodyPublishers.ofString(body))
        .header("Content-Type", "application/json");
  }

  private HttpRequest.Builder to(Key key, String path) {
    return HttpRequest.newBuilder(service.resolve(path))
        .timeout(GIVES_UP_AFTER)
        .header("Authorization", "Bearer " + tokens.get(key.user()));
  }

  /** What an answer says; a wrong one where the contract has none like it. */
  static CallResult read(Key key, int status, String entityTag, String body) {
    if (status == 503) {
      return new CallResult.Unknown("503");
    }
    try {
      JsonNode tree = JSON.readTree(body);
      return switch (status + " " + tree.path("message").asText()) {
        case "201 New score was added!" -> new CallResult.Added(seen(key, entityTag, tree));
        case "200 Score was updated!" -> new CallResult.Updated(seen(key, entityTag, tree));
        case "200 " -> new CallResult.Found(seen(key, entityTag, tree));
        case "400 Sorry. That score already exists. Please update with a PUT request." ->
            new CallResult.AlreadyExists();
        case "400 Sorry. That score does not exist." -> new CallResult.NoSuchScore();
        case "404 Score does not exist" -> new CallResult.NotFound();
        case "412 The score has changed." -> new CallResult.VersionMismatch();
        default -> new CallResult.Wrong(status + " " + body);
      };
    } catch (IOException | DateTimeException | IllegalArgumentException odd) {
      return new CallResult.Wrong(
          "%d %s %s: %s".formatted(status, entityTag, body, odd.getMessage()));
    }
  }

  private static Seen seen(Key key, String entityTag, JsonNode tree) {
    JsonNode data = tree.path("data");
    if (data.path("user_id").asInt() != key.user()
        || data.path("exercise_id").asInt() != key.exercise()) {
      throw new IllegalArgumentException("another score than that of " + key);
    }
    if (!entityTag.matches("\"[1-9][0-9]{0,8}\"")) {
      throw new IllegalArgumentException("no version");
    }
    return new Seen(
        data.path("id").asLong(),
        data.path("correct").asBoolean(),
        Instant.parse(data.path("created_at").asText()),
        Instant.parse(data.path("updated_at").asText()),
        Integer.parseInt(entityTag.substring(1, entityTag.length() - 1)));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
