package dev.scores.app.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import dev.scores.domain.UserId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ResponseClosedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/**
 * Requests the owner of a token from the users service. A deadline covers everything, including
 * retries and the wait for a connection. The client's connection pool bounds the concurrent
 * requests.
 *
 * <p>A request whose connection is lost is retried once on a new connection, because the server may
 * close an idle connection at the moment it is used. Nothing else is retried: a response is final,
 * and retries would only add load to a slow service. Thread-safe; blocks no thread.
 */
@Singleton
@Requires(property = "auth.mode", value = "status")
final class HttpCallers implements Callers {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final UsersClient.Pooled users;
  private final UsersClient.NewConnection retry;
  private final UsersServiceLog log;
  private final Duration deadline;

  HttpCallers(
      UsersClient.Pooled users,
      UsersClient.NewConnection retry,
      UsersServiceLog log,
      AuthProperties properties) {
    this.users = users;
    this.retry = retry;
    this.log = log;
    this.deadline = properties.deadline();
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    String authorization = "Bearer " + token.value();
    return users
        .authStatus(authorization)
        .onErrorResume(HttpCallers::isLostConnection, lost -> retry.authStatus(authorization))
        .map(this::read)
        .onErrorResume(
            HttpClientResponseException.class, error -> Mono.just(read(error.getResponse())))
        .timeout(deadline)
        .onErrorResume(
            fault -> {
              log.requestFailed(fault);
              return Mono.just(new Caller.Unavailable());
            })
        .toFuture();
  }

  private static boolean isLostConnection(Throwable fault) {
    return fault instanceof ResponseClosedException || fault.getCause() instanceof IOException;
  }

  private Caller read(HttpResponse<?> response) {
    Caller caller =
        switch (response.code()) {
          case 200 -> readUser(response.getBody(String.class).orElse(""));
          case 401, 403, 404 -> new Caller.Rejected();
          default -> unexpected("status " + response.code());
        };
    if (!(caller instanceof Caller.Unavailable)) {
      log.succeeded();
    }
    return caller;
  }

  /** Validates every member that it uses: any violation of the contract is an error. */
  private Caller readUser(String body) {
    JsonNode response;
    try {
      response = JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      return unexpected("malformed JSON");
    }
    JsonNode user = response.path("data");
    if (!response.path("status").asText().equals("success") || !user.path("active").isBoolean()) {
      return unexpected("missing status or user");
    }
    if (!user.path("active").booleanValue()) {
      return new Caller.Rejected();
    }
    JsonNode id = user.path("id");
    return id.isIntegralNumber() && id.canConvertToInt()
        ? UserId.of(id.intValue())
            .<Caller>map(Caller.Known::new)
            .orElseGet(() -> unexpected("user id out of range"))
        : unexpected("missing user id or out of range");
  }

  private Caller unexpected(String problem) {
    log.unexpectedResponse(problem);
    return new Caller.Unavailable();
  }
}
