package dev.scores.app.auth;

import dev.scores.chassis.logging.DependencyLog;
import dev.scores.chassis.logging.RootCause;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs outages of the users service with its address and the cause, at most once in 10 s for each
 * cause, and the end of the outage. Thread-safe.
 */
@Singleton
public final class UsersServiceLog {

  private static final Logger LOG = LoggerFactory.getLogger(UsersServiceLog.class);

  private final DependencyLog service;

  @Inject
  public UsersServiceLog(AuthProperties properties) {
    this("users service at " + properties.usersServiceUrl());
  }

  /**
   * The log of another service that does a part of the users service.
   *
   * @param service its name and address, without secrets
   */
  public UsersServiceLog(String service) {
    this.service = new DependencyLog(LOG, service);
  }

  /** The request failed or timed out. */
  public void requestFailed(Throwable fault) {
    Throwable root = RootCause.of(fault);
    service.failed(root.getClass().getName(), "is unreachable: " + reason(root));
  }

  /**
   * The response breaks the contract.
   *
   * @param problem without any text of the response
   */
  public void unexpectedResponse(String problem) {
    service.failed(problem, "returned an unexpected response: " + problem);
  }

  public void succeeded() {
    service.succeeded();
  }

  private static String reason(Throwable root) {
    return switch (root) {
      case TimeoutException late -> "timed out";
      case ReadTimeoutException late -> "timed out";
      case UnknownHostException unknown -> "unknown host " + unknown.getMessage();
      default -> Optional.ofNullable(root.getMessage()).orElseGet(root::toString);
    };
  }
}
