package dev.scores.app.auth;

import dev.scores.chassis.security.SecurityDetails;
import dev.scores.chassis.security.SecurityEvent;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.chassis.security.SecurityReason;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Consumer;

/** Records rejected tokens in the security log. Thread-safe. */
@Singleton
public final class TokenRejectionRecorder {

  private final SecurityLog log;

  public TokenRejectionRecorder(SecurityLog log) {
    this.log = log;
  }

  void record(SecurityReason reason, HttpRequest<?> request) {
    log.record(SecurityEvent.TOKEN_REJECTED, SecurityDetails.of(reason), request);
  }

  /** A recorder for the request of the calling thread; any thread may call it. */
  public Consumer<SecurityReason> ofCurrentRequest() {
    Optional<HttpRequest<Object>> request = ServerRequestContext.currentRequest();
    return reason ->
        request.ifPresentOrElse(
            known -> record(reason, known),
            () -> log.record(SecurityEvent.TOKEN_REJECTED, SecurityDetails.of(reason)));
  }
}
