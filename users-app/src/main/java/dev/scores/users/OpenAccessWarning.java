package dev.scores.users;

import dev.scores.users.domain.UserAccess;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a warning at start if users can be changed without a token. */
@Singleton
final class OpenAccessWarning {

  private final UserAccess access;

  OpenAccessWarning(UserAccess access) {
    this.access = access;
  }

  @EventListener
  void started(ServerStartupEvent started) {
    if (access == UserAccess.OPEN) {
      Logger log = LoggerFactory.getLogger(OpenAccessWarning.class);
      log.warn(
          "USERS_ACCESS=open: anyone who reaches this service can add, change and remove users"
              + " without a token; for development only");
    }
  }
}
