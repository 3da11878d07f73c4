package dev.scores.users.http;

import dev.scores.chassis.lists.QueryParameters;
import dev.scores.users.api.RemovalsApi;
import dev.scores.users.api.model.RemovalList;
import dev.scores.users.api.model.RemovalsFound;
import dev.scores.users.api.model.Success;
import dev.scores.users.domain.Removals;
import dev.scores.users.domain.RemovedUser;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The feed of removed users. Runs on virtual threads, because the database blocks. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class RemovalsController implements RemovalsApi {

  private final Removals removals;

  RemovalsController(Removals removals) {
    this.removals = removals;
  }

  @Override
  public RemovalsFound listRemovals(@Nullable String after, @Nullable Long limit) {
    // Parsed here: the framework coerces malformed values.
    QueryParameters parameters =
        new QueryParameters(ServerRequestContext.currentRequest().orElseThrow());
    int size = parameters.number("limit", Removals.MAX_PAGE).orElse(Removals.MAX_PAGE);
    Optional<RemovedUser> last = parameters.after(RemovalCursors::read).orElse(Optional.empty());
    parameters.throwIfInvalid();
    return switch (removals.after(last, size)) {
      case Removals.Found.Page page -> found(page.removals(), last);
      case Removals.Found.UnknownRemoval unknown -> throw UserErrors.gone();
    };
  }

  private static RemovalsFound found(List<RemovedUser> found, Optional<RemovedUser> last) {
    Optional<RemovedUser> next = found.isEmpty() ? last : Optional.of(found.getLast());
    return new RemovalsFound(
        Success.SUCCESS,
        new RemovalList(
            found.stream().map(RemovalsController::toModel).toList(), RemovalCursors.text(next)));
  }

  private static dev.scores.users.api.model.Removal toModel(RemovedUser removal) {
    return new dev.scores.users.api.model.Removal(
        (long) removal.user().value(), removal.at().atOffset(ZoneOffset.UTC));
  }
}
