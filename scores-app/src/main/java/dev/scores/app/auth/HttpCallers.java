package dev.scores.app.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import dev.scores.domain.UserId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ResponseClosedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/**
 * Asks the users service whose a token is, within a deadline in all, waiting for a connection
 * included. How many questions are open at once is bounded by the client's connection pool.
 *
 * <p>A question whose connection is lost is asked once more, on a new one: the other side may close
 * a connection that is kept alive at the moment it is used. Nothing else is asked again: an answer
 * is one, and who is slow would only get more to do.
 */
@Singleton
@Requires(property = "auth.mode", value = "status")
final class HttpCallers implements Callers {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final UsersClient.Usual users;
  private final UsersClient.Again again;
  private final UsersServiceLog log;
  private final Duration deadline;

  HttpCallers(
      UsersClient.Usual users,
      UsersClient.Again again,
      UsersServiceLog log,
      @Value("${auth.deadline}") Duration deadline) {
    this.users = users;
    this.again = again;
    this.log = log;
    this.deadline = deadline;
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    String authorization = "Bearer " + token.value();
    return users
        .authStatus(authorization)
        .onErrorResume(HttpCallers::isLostConnection, lost -> again.authStatus(authorization))
        .map(this::read)
        .onErrorResume(
            HttpClientResponseException.class, answer -> Mono.just(read(answer.getResponse())))
        .timeout(deadline)
        .onErrorResume(
            fault -> {
              log.noAnswer(fault);
              return Mono.just(new Caller.Unavailable());
            })
        .toFuture();
  }

  private static boolean isLostConnection(Throwable fault) {
    return fault instanceof ResponseClosedException || fault.getCause() instanceof IOException;
  }

  private Caller read(HttpResponse<?> answer) {
    Caller caller =
        switch (answer.code()) {
          case 200 -> readUser(answer.getBody(String.class).orElse(""));
          case 401, 403, 404 -> new Caller.Rejected();
          default -> notUnderstood("status " + answer.code());
        };
    if (!(caller instanceof Caller.Unavailable)) {
      log.answered();
    }
    return caller;
  }

  /** Takes nothing for granted: what is not exactly as promised lets nobody in. */
  private Caller readUser(String body) {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (JsonProcessingException noJson) {
      return notUnderstood("no JSON");
    }
    JsonNode user = answer.path("data");
    if (!answer.path("status").asText().equals("success") || !user.path("active").isBoolean()) {
      return notUnderstood("no user with a status");
    }
    if (!user.path("active").booleanValue()) {
      return new Caller.Rejected();
    }
    JsonNode id = user.path("id");
    return id.isIntegralNumber() && id.canConvertToInt()
        ? UserId.of(id.intValue())
            .<Caller>map(Caller.Known::new)
            .orElseGet(() -> notUnderstood("an id out of range"))
        : notUnderstood("no id in range");
  }

  private Caller notUnderstood(String what) {
    log.unexpectedAnswer(what);
    return new Caller.Unavailable();
  }
}
