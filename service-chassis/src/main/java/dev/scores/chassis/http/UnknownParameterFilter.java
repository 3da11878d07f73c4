package dev.scores.chassis.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a query parameter that the contract does not give to the operation, because a list with a
 * mistyped filter would return everything. Routes that are not in the contract, such as {@code
 * /metrics}, accept any parameter.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class UnknownParameterFilter implements Ordered {

  private static final int MAX_ERRORS = 100;
  private static final int MAX_NAME = 100;

  private final ContractParameters contract;

  UnknownParameterFilter(ContractParameters contract) {
    this.contract = contract;
  }

  /**
   * A stage of the request lets it proceed; one that fails with an {@link ApiException} rejects it
   * with 400 and an error for each unknown parameter. It is never a stage of null: the framework
   * fails if that completes later, as while the contract is being read after the start.
   */
  @RequestFilter
  @Nullable CompletionStage<@Nullable HttpRequest<?>> rejectUnknown(HttpRequest<?> request) {
    return hasQuery(request) ? known(request).thenApply(known -> checked(request, known)) : null;
  }

  private static HttpRequest<?> checked(HttpRequest<?> request, Optional<Set<String>> contract) {
    List<FieldError> unknown =
        contract.stream()
            .flatMap(
                known ->
                    request.getParameters().names().stream().filter(name -> !known.contains(name)))
            .limit(MAX_ERRORS)
            .map(name -> new FieldError(shown(name), "is not a parameter of this operation"))
            .toList();
    if (!unknown.isEmpty()) {
      throw ApiException.invalidParameters(unknown);
    }
    return request;
  }

  @Override
  public int getOrder() {
    return FilterOrder.AFTER_AUTHENTICATION;
  }

  /** Looks at the request line: the framework parses its URI only when asked for it. */
  private static boolean hasQuery(HttpRequest<?> request) {
    return !(request instanceof NettyHttpRequest<?> netty)
        || netty.getNativeRequest().uri().indexOf('?') >= 0;
  }

  /** Empty if the request matches no operation of the contract. */
  private CompletionStage<Optional<Set<String>>> known(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request).orElse(null) instanceof UriRouteMatch<?, ?> route
        ? contract.of(
            request.getMethodName(), route.getRouteInfo().getUriMatchTemplate().toString())
        : CompletableFuture.completedStage(Optional.empty());
  }

  /** The name in one line of limited length. */
  private static String shown(String name) {
    return name.codePoints()
        .limit(MAX_NAME)
        .map(character -> Character.isISOControl(character) ? '\uFFFD' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
