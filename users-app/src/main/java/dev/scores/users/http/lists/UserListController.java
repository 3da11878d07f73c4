package dev.scores.users.http.lists;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.limits.OpenStreams;
import dev.scores.chassis.lists.JsonEnvelope;
import dev.scores.chassis.lists.ListPage;
import dev.scores.chassis.lists.ListResponses;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserAction;
import dev.scores.users.domain.UserCursor;
import dev.scores.users.domain.UserPage;
import dev.scores.users.domain.UserService;
import dev.scores.users.http.RequiresPermission;
import dev.scores.users.http.UserAccessRule;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * The list of users, {@code listUsers} of the contract. Unlike the other controllers it does not
 * implement the generated interface, which would hold the whole list in memory.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class UserListController {

  private final UserService users;
  private final UserAccessRule accessRule;
  private final OpenStreams streams;
  private final DatabaseLog log;
  private final ExecutorService executor;
  private final int defaultLimit;

  UserListController(
      UserService users,
      UserAccessRule accessRule,
      OpenStreams streams,
      DatabaseLog log,
      @Named(TaskExecutors.BLOCKING) ExecutorService executor,
      UserListSettings settings) {
    this.users = users;
    this.accessRule = accessRule;
    this.streams = streams;
    this.log = log;
    this.executor = executor;
    this.defaultLimit = settings.defaultLimit();
  }

  @Get("/users")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @RequiresPermission(UserAction.LIST)
  HttpResponse<?> listUsers(HttpRequest<?> request) {
    UserItemWriter writer =
        new UserItemWriter(
            accessRule.permits(UserAction.LIST_EMAILS, request),
            accessRule.permits(UserAction.SEE_FLAGS, request));
    return responses(writer).respond(request, new QueryParameters(request), this::page);
  }

  private ListResponses<User, UserCursor> responses(UserItemWriter writer) {
    return new ListResponses<>(
        new JsonEnvelope<>("users", writer),
        List.of(),
        new UserCursors(),
        UserService.MAX_PAGE,
        defaultLimit,
        streams,
        executor,
        log);
  }

  private ListPage<User, UserCursor> page(UserCursor after, int limit) {
    UserPage page = users.list(after, limit);
    return new ListPage<>(page.users(), page.next());
  }
}
