package dev.scores.chassis.http.lists;

import dev.scores.chassis.http.HeadRequests;
import dev.scores.chassis.http.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;

/**
 * Answers requests for a list: a page of it where there is a limit, else all of it, streamed.
 * Immutable.
 *
 * <p>The first page is read before the status goes out, so a list that cannot be had is refused
 * like anything else; later a connection that breaks off tells that the list is not whole.
 *
 * @param maxLimit the most items that a page may have
 * @param defaultLimit the limit of a request that names none; 0 for no limit
 */
public record ListAnswers<T, C>(
    JsonEnvelope<T> envelope, CursorForm<C> cursors, int maxLimit, int defaultLimit) {

  /**
   * The answer, for the parameters {@code limit} and {@code after}, beside those that the caller
   * has read to narrow the list. Blocks for the first page.
   *
   * @throws Refusal 400 naming every parameter that is wrong
   */
  public HttpResponse<?> answer(
      HttpRequest<?> request, QueryParameters parameters, PagedList<T, C> list) {
    Optional<Integer> limit = parameters.number("limit", maxLimit).or(this::limitByDefault);
    Optional<C> after = parameters.after(text -> cursors.read(text, request.getPath()));
    parameters.refuseWhatIsWrong();
    ListPage<T, C> first = list.page(after.orElseGet(cursors::start), limit.orElse(maxLimit));
    return limit.isPresent() || first.next().isEmpty()
        ? page(request, parameters, first)
        : whole(HeadRequests.is(request) ? first.withoutNext() : first, list);
  }

  private Optional<Integer> limitByDefault() {
    return Optional.of(defaultLimit).filter(limit -> limit > 0);
  }

  private MutableHttpResponse<?> page(
      HttpRequest<?> request, QueryParameters parameters, ListPage<T, C> page) {
    Optional<String> next = page.next().map(cursor -> cursors.text(cursor, request.getPath()));
    ListWriter<T> writer = new ListWriter<>(envelope);
    writer.write(page.items());
    writer.end(next);
    MutableHttpResponse<?> answer = HttpResponse.ok(writer.drain());
    next.ifPresent(
        cursor ->
            answer.header(
                HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(parameters.next(cursor))));
    return answer;
  }

  private MutableHttpResponse<?> whole(ListPage<T, C> first, PagedList<T, C> list) {
    return HttpResponse.ok(
        new ListStream<>(new ListWriter<>(envelope), first, cursor -> list.page(cursor, maxLimit)));
  }
}
