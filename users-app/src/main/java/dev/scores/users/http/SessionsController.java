package dev.scores.users.http;

import dev.scores.users.api.SessionsApi;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.SessionList;
import dev.scores.users.api.model.SessionsFound;
import dev.scores.users.api.model.Success;
import dev.scores.users.domain.SessionService;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The caller's sessions. Runs on virtual threads: the database blocks. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionsController implements SessionsApi {

  /** The one spelling of an id; {@link UUID#fromString} accepts others. */
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final SessionService sessions;
  private final AccountEvents events;

  SessionsController(SessionService sessions, AccountEvents events) {
    this.sessions = sessions;
    this.events = events;
  }

  @Override
  public HttpResponse<SessionsFound> listSessions() {
    AuthenticatedUser caller = AuthenticatedUser.current();
    return HttpResponse.ok(
        new SessionsFound(
            Success.SUCCESS,
            new SessionList(
                UserResponseMapper.sessions(
                    sessions.list(caller.user().id()), caller.token().session()))));
  }

  @Override
  public HttpResponse<Done> endSession(String sessionId) {
    AuthenticatedUser caller = AuthenticatedUser.current();
    if (id(sessionId).filter(id -> sessions.end(caller.user().id(), id)).isEmpty()) {
      throw UserErrors.noSuchSession();
    }
    return HttpResponse.ok(UserResponseMapper.done("The session was ended."));
  }

  private static Optional<UUID> id(String text) {
    return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  @Override
  public HttpResponse<Done> endSessions() {
    AuthenticatedUser caller = AuthenticatedUser.current();
    sessions.endAll(caller.user().id());
    events.sessionsEnded(caller.user());
    return HttpResponse.ok(UserResponseMapper.done("All sessions were ended."));
  }
}
