package dev.scores.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scores.app.auth.AuthenticatedCaller;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.domain.IdempotencyKey;
import dev.scores.domain.Principal;
import dev.scores.domain.RepeatableRequests;
import dev.scores.domain.RepeatableRequests.Execution;
import dev.scores.domain.ScoreService;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes writes with an {@code Idempotency-Key} once, and repeats their responses (ADR 47). A
 * write without the header is executed as usual. Thread-safe.
 */
@Singleton
final class IdempotentRequests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The headers of a response that belong to the write. */
  private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG);

  private final ScoreService scores;
  private final RepeatableRequests requests;
  private final io.micronaut.json.JsonMapper models;
  private final Clock clock;

  IdempotentRequests(
      ScoreService scores,
      RepeatableRequests requests,
      io.micronaut.json.JsonMapper models,
      Clock clock) {
    this.scores = scores;
    this.requests = requests;
    this.models = models;
    this.clock = clock;
  }

  /**
   * The response of the write, which is a success or an {@link ApiException} without details.
   *
   * @param operation the name of the operation in the contract
   * @param key the header, if the request has one
   * @throws ApiException 400 if the key is malformed, 422 if it was used for another request
   */
  <B> HttpResponse<B> respond(
      String operation,
      @Nullable String key,
      Object payload,
      Class<B> type,
      Function<ScoreService, HttpResponse<B>> write) {
    if (key == null) {
      return write.apply(scores);
    }
    if (!IdempotencyKey.isValid(key)) {
      throw ApiException.invalidParameters(
          List.of(
              new FieldError(
                  "Idempotency-Key", "1 to 255 printable ASCII characters are expected")));
    }
    return switch (requests.once(
        new IdempotencyKey(client(), key),
        fingerprint(operation, payload),
        clock.instant(),
        store -> reply(() -> write.apply(new ScoreService(store, clock))))) {
      case Execution.Replied replied -> response(replied.reply(), type);
      case Execution.KeyReused reused -> throw ScoreErrors.keyReused();
    };
  }

  private static String client() {
    return switch (AuthenticatedCaller.current()) {
      case Principal.Person person -> "user " + person.id().value();
      case Principal.Program program -> "client " + program.clientId();
    };
  }

  private String fingerprint(String operation, Object payload) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((operation + "\n").getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(models.writeValueAsBytes(payload)));
    } catch (IOException | NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("a payload cannot be written", impossible);
    }
  }

  /** Runs the write and writes its response as text. */
  private <B> String reply(Supplier<HttpResponse<B>> write) {
    ObjectNode reply = JSON.createObjectNode();
    try {
      HttpResponse<B> response = write.get();
      reply.put("status", response.code());
      KEPT_HEADERS.forEach(
          name -> response.getHeaders().findFirst(name).ifPresent(value -> reply.put(name, value)));
      reply.put(
          "body", new String(models.writeValueAsBytes(response.getBody().orElseThrow()), UTF_8));
    } catch (ApiException rejected) {
      reply.put("status", rejected.status().getCode());
      reply.put("code", rejected.code());
      reply.put("message", rejected.message());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a response cannot be written", impossible);
    }
    return reply.toString();
  }

  private <B> HttpResponse<B> response(String text, Class<B> type) {
    try {
      JsonNode reply = JSON.readTree(text);
      HttpStatus status = HttpStatus.valueOf(reply.path("status").intValue());
      if (reply.has("code")) {
        throw ApiException.of(
            status, reply.path("code").textValue(), reply.path("message").textValue());
      }
      MutableHttpResponse<B> response =
          HttpResponse.<B>status(status)
              .body(models.readValue(reply.path("body").textValue(), type));
      KEPT_HEADERS.stream()
          .filter(reply::has)
          .forEach(name -> response.header(name, reply.path(name).textValue()));
      return response;
    } catch (IOException malformed) {
      throw new UncheckedIOException("a kept response cannot be read", malformed);
    }
  }
}
