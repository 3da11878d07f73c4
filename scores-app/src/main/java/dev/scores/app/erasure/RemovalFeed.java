package dev.scores.app.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.app.auth.AuthProperties;
import dev.scores.app.auth.UsersServiceLog;
import dev.scores.domain.UserId;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The users service's feed of removals. Blocks the calling thread until the response or the
 * deadline; logs outages.
 */
@Singleton
@Requires(property = ErasureSettings.FOLLOW)
final class RemovalFeed {

  /** A response with so many fits into the longest one that the client reads, 64 KiB. */
  static final int PAGE = 500;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A response. */
  sealed interface Answer {

    /**
     * Removed users.
     *
     * @param next the cursor of the next page
     */
    record Page(List<UserId> users, String next) implements Answer {

      public Page {
        users = List.copyOf(users);
      }
    }

    /** The cursor is of another database, such as one before a backup was restored. */
    record UnknownCursor() implements Answer {}

    /** An older users service, which has no feed. */
    record NoFeed() implements Answer {}

    /** There was no response, or one that breaks the contract. */
    record Unavailable() implements Answer {}
  }

  private final RemovalsClient users;
  private final UsersServiceLog log;
  private final Duration deadline;

  RemovalFeed(RemovalsClient users, UsersServiceLog log, AuthProperties properties) {
    this.users = users;
    this.log = log;
    this.deadline = properties.deadline();
  }

  /**
   * The page after the cursor.
   *
   * @param cursor empty for the first page
   */
  Answer after(Optional<String> cursor) {
    return users
        .removals(cursor.orElse(null), PAGE)
        .map(this::read)
        .onErrorResume(
            HttpClientResponseException.class, error -> Mono.just(read(error.getResponse())))
        .timeout(deadline)
        .onErrorResume(this::failed)
        .blockOptional()
        .orElseGet(Answer.Unavailable::new);
  }

  private Mono<Answer> failed(Throwable fault) {
    log.requestFailed(fault);
    return Mono.just(new Answer.Unavailable());
  }

  private Answer read(HttpResponse<?> response) {
    Answer answer =
        switch (response.code()) {
          case 200 -> page(response.getBody(String.class).orElse(""));
          case 404 -> new Answer.NoFeed();
          case 410 -> new Answer.UnknownCursor();
          default -> unexpected("status " + response.code());
        };
    if (!(answer instanceof Answer.Unavailable)) {
      log.succeeded();
    }
    return answer;
  }

  /** Validates every member that it uses: any violation of the contract is an error. */
  private Answer page(String body) {
    JsonNode data;
    try {
      data = JSON.readTree(body).path("data");
    } catch (JsonProcessingException malformed) {
      return unexpected("malformed JSON");
    }
    if (!data.path("removals").isArray() || data.path("next").asText().isEmpty()) {
      return unexpected("missing removals or next");
    }
    List<UserId> removed = new ArrayList<>();
    for (JsonNode removal : data.path("removals")) {
      JsonNode id = removal.path("user_id");
      Optional<UserId> user =
          id.isIntegralNumber() && id.canConvertToInt()
              ? UserId.of(id.intValue())
              : Optional.empty();
      if (user.isEmpty()) {
        return unexpected("missing user id or out of range");
      }
      removed.add(user.get());
    }
    return new Answer.Page(removed, data.path("next").asText());
  }

  private Answer unexpected(String problem) {
    log.unexpectedResponse(problem + " of the feed of removals");
    return new Answer.Unavailable();
  }
}
