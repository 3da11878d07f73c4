package dev.scores.app.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import dev.scores.domain.Principal;
import dev.scores.domain.Scope;
import dev.scores.domain.UserId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ResponseClosedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
          case 200 -> readOwner(response.getBody(String.class).orElse(""));
          case 401, 403, 404 -> new Caller.Rejected();
          default -> unexpected("status " + response.code());
        };
    if (!(caller instanceof Caller.Unavailable)) {
      log.succeeded();
    }
    return caller;
  }

  /** Validates every member that it uses: any violation of the contract is an error. */
  private Caller readOwner(String body) {
    JsonNode response;
    try {
      response = JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      return unexpected("malformed JSON");
    }
    Optional<Set<Scope>> scopes = scopes(response.path("scopes"));
    if (!response.path("status").asText().equals("success")) {
      return unexpected("missing status");
    }
    if (scopes.isEmpty()) {
      return unexpected("malformed scopes");
    }
    return response.has("client")
        ? readClient(response.path("client"), scopes.get())
        : readUser(response.path("data"), scopes.get());
  }

  private Caller readUser(JsonNode user, Set<Scope> scopes) {
    if (!user.path("active").isBoolean()) {
      return unexpected("missing user");
    }
    if (!user.path("active").booleanValue()) {
      return new Caller.Rejected();
    }
    JsonNode id = user.path("id");
    return id.isIntegralNumber() && id.canConvertToInt()
        ? UserId.of(id.intValue())
            .<Caller>map(known -> new Caller.Known(new Principal.Person(known, scopes)))
            .orElseGet(() -> unexpected("user id out of range"))
        : unexpected("missing user id or out of range");
  }

  private Caller readClient(JsonNode client, Set<Scope> scopes) {
    JsonNode id = client.path("client_id");
    return id.isTextual() && Principal.Program.isClientId(id.textValue())
        ? new Caller.Known(new Principal.Program(id.textValue(), scopes))
        : unexpected("missing client id or out of range");
  }

  /** The scopes for this service. None in the response of an older users service. */
  private static Optional<Set<Scope>> scopes(JsonNode names) {
    if (!names.isMissingNode() && !names.isArray()) {
      return Optional.empty();
    }
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode name : names) {
      if (!name.isTextual()) {
        return Optional.empty();
      }
      Scope.of(name.textValue()).ifPresent(scopes::add);
    }
    return Optional.of(scopes);
  }

  private Caller unexpected(String problem) {
    log.unexpectedResponse(problem);
    return new Caller.Unavailable();
  }
}
