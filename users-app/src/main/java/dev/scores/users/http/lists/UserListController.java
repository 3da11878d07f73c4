package dev.scores.users.http.lists;

import dev.scores.chassis.http.HeadRequests;
import dev.scores.users.domain.UserAct;
import dev.scores.users.domain.UserKeeping;
import dev.scores.users.domain.UserPage;
import dev.scores.users.http.Guarded;
import dev.scores.users.http.UsersGate;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The list of users. Written by hand, unlike the other routes: the generated interface would have
 * the whole list in memory. A test holds it against the contract.
 *
 * <p>The first page is read before the status goes out, so a list that cannot be had is refused
 * like anything else; later a connection that breaks off tells that the list is not whole.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class UserListController {

  private final UserKeeping users;
  private final UsersGate gate;
  private final OptionalInt defaultLimit;

  /**
   * @param defaultLimit the limit of a request that names none; 0 for no limit
   */
  UserListController(
      UserKeeping users, UsersGate gate, @Value("${lists.default-limit}") int defaultLimit) {
    this.users = users;
    this.gate = gate;
    this.defaultLimit = defaultLimit == 0 ? OptionalInt.empty() : OptionalInt.of(defaultLimit);
  }

  @Get("/users")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @Guarded(UserAct.LIST)
  HttpResponse<?> listUsers(HttpRequest<?> request) {
    UserListParameters asked = UserListParameters.read(request.getParameters(), defaultLimit);
    boolean withEmails = gate.permits(UserAct.LIST_EMAILS, request);
    UserPage first = users.list(asked.after(), asked.limit().orElse(UserKeeping.MAX_PAGE));
    if (asked.limit().isPresent() || first.next().isEmpty()) {
      return page(withEmails, first, asked.limit());
    }
    UserPage sent =
        HeadRequests.is(request) ? new UserPage(first.users(), Optional.empty()) : first;
    return HttpResponse.ok(
        new UserListStream(withEmails, sent, next -> users.list(next, UserKeeping.MAX_PAGE)));
  }

  private static MutableHttpResponse<?> page(boolean withEmails, UserPage page, OptionalInt limit) {
    Optional<String> next = page.next().map(CursorText::of);
    UserListJson json = new UserListJson(withEmails);
    json.write(page.users());
    json.end(next);
    MutableHttpResponse<?> answer = HttpResponse.ok(json.drain());
    next.ifPresent(
        after ->
            answer.header(
                HttpHeaders.LINK,
                "</users?limit=%d&after=%s>; rel=\"next\"".formatted(limit.orElseThrow(), after)));
    return answer;
  }
}
