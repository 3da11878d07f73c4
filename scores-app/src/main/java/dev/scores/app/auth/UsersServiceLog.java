package dev.scores.app.auth;

import dev.scores.chassis.logging.DependencyLog;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import jakarta.inject.Singleton;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports outages of the users service with its address and the cause, and their end, at most once
 * per cause and 10 s. Safe for many threads.
 */
@Singleton
public final class UsersServiceLog {

  private static final Logger LOG = LoggerFactory.getLogger(UsersServiceLog.class);

  private final DependencyLog service;

  public UsersServiceLog(@Value("${micronaut.http.services.users.url}") String address) {
    this.service = new DependencyLog(LOG, "users service at " + address);
  }

  /** It could not be asked, or did not answer in time. */
  public void noAnswer(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    service.failed(root.getClass().getName(), "gave no answer: " + reason(root));
  }

  /**
   * It gave an answer that its contract does not have.
   *
   * @param what about the answer, without any text of it
   */
  public void unexpectedAnswer(String what) {
    service.failed(what, "gave an unexpected answer: " + what);
  }

  public void answered() {
    service.succeeded();
  }

  private static String reason(Throwable root) {
    return switch (root) {
      case TimeoutException late -> "not in time";
      case ReadTimeoutException late -> "not in time";
      case UnknownHostException unknown -> "unknown host " + unknown.getMessage();
      default -> Optional.ofNullable(root.getMessage()).orElseGet(root::toString);
    };
  }
}
