package dev.scores.users.http;

import dev.scores.users.api.model.Done;
import dev.scores.users.domain.RemoveUserOutcome;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;

/** Responses to removals of users, by admins and by users themselves. Records the events. */
@Singleton
final class RemovalResponses {

  private final AccountEvents events;

  RemovalResponses(AccountEvents events) {
    this.events = events;
  }

  HttpResponse<Done> response(RemoveUserOutcome outcome) {
    return switch (outcome) {
      case RemoveUserOutcome.Removed removed -> {
        events.removed(removed.user());
        yield HttpResponse.ok(
            UserResponseMapper.done(removed.user().email().value() + " was removed!"));
      }
      case RemoveUserOutcome.NoSuchUser none -> throw UserErrors.noSuchUser();
      case RemoveUserOutcome.LastAdmin last -> throw UserErrors.lastAdmin();
    };
  }
}
