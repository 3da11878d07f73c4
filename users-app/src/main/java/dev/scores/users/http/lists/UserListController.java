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
import io.micronaut.context.annotation.Value;
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
 * The list of users. Written by hand, unlike the other routes: the generated interface would have
 * the whole list in memory. A test holds it against the contract.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class UserListController {

  private final UserService users;
  private final UserAccessRule gate;
  private final OpenStreams streams;
  private final DatabaseLog log;
  private final ExecutorService executor;
  private final int defaultLimit;

  /**
   * @param defaultLimit the limit of a request that names none; 0 for no limit
   */
  UserListController(
      UserService users,
      UserAccessRule gate,
      OpenStreams streams,
      DatabaseLog log,
      @Named(TaskExecutors.BLOCKING) ExecutorService executor,
      @Value("${lists.default-limit}") int defaultLimit) {
    this.users = users;
    this.gate = gate;
    this.streams = streams;
    this.log = log;
    this.executor = executor;
    this.defaultLimit = defaultLimit;
  }

  @Get("/users")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @RequiresPermission(UserAction.LIST)
  HttpResponse<?> listUsers(HttpRequest<?> request) {
    UserItemWriter text =
        new UserItemWriter(
            gate.permits(UserAction.LIST_EMAILS, request),
            gate.permits(UserAction.SEE_RANK, request));
    return answers(text).answer(request, new QueryParameters(request), this::page);
  }

  private ListResponses<User, UserCursor> answers(UserItemWriter text) {
    return new ListResponses<>(
        new JsonEnvelope<>("users", text),
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
