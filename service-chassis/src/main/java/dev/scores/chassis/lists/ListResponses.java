package dev.scores.chassis.lists;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.http.AcceptHeader;
import dev.scores.chassis.http.OriginalRequest;
import dev.scores.chassis.limits.OpenStreams;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for a list: a page of it where there is a limit, else all of it, streamed; in
 * the envelope, or as an export where the client's {@code Accept} ranks that higher. Immutable.
 *
 * <p>The first page is read before the status goes out, so a list that cannot be had is refused
 * like anything else; later a connection that breaks off tells that the list is not whole.
 *
 * @param exports the other forms that there are
 * @param maxLimit the most items that a page may have
 * @param defaultLimit the limit of a request that names none; 0 for no limit. It protects who reads
 *     an answer as a whole, so it is not for exports
 * @param executor reads and writes the pages of a list that is sent whole, from the first one on
 * @param log gets each fault of the database that interrupts such a list
 */
public record ListResponses<T, C>(
    JsonEnvelope<T> envelope,
    List<ListFormat<T>> exports,
    CursorFormat<C> cursors,
    int maxLimit,
    int defaultLimit,
    OpenStreams streams,
    Executor executor,
    DatabaseLog log) {

  private static final Logger LOG = LoggerFactory.getLogger(ListResponses.class);

  public ListResponses {
    exports = List.copyOf(exports);
  }

  /**
   * The answer, for the parameters {@code limit} and {@code after}, beside those that the caller
   * has read to narrow the list. Blocks for the first page.
   *
   * @throws Refusal 400 naming every parameter that is wrong, 503 where too many lists are on their
   *     way already
   */
  public HttpResponse<?> answer(
      HttpRequest<?> request, QueryParameters parameters, PagedList<T, C> list) {
    ListFormat<T> form = AcceptHeader.best(request, forms(), ListFormat::type);
    Optional<Integer> limit = parameters.number("limit", maxLimit).or(() -> limitByDefault(form));
    Optional<C> after = parameters.after(text -> cursors.read(text, request.getPath()));
    parameters.refuseWhatIsWrong();
    streams.open(request);
    ListPage<T, C> first = list.page(after.orElseGet(cursors::start), limit.orElse(maxLimit));
    MutableHttpResponse<?> answer =
        limit.isPresent() || first.next().isEmpty()
            ? page(request, parameters, form, first)
            : whole(
                request,
                form,
                OriginalRequest.of(request).isHead() ? first.withoutNext() : first,
                list);
    if (!exports.isEmpty()) {
      answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
    return answer.contentType(form.type());
  }

  private List<ListFormat<T>> forms() {
    return Stream.concat(Stream.of(envelope), exports.stream()).toList();
  }

  private Optional<Integer> limitByDefault(ListFormat<T> form) {
    return Optional.of(defaultLimit).filter(limit -> limit > 0 && form.equals(envelope));
  }

  private MutableHttpResponse<?> page(
      HttpRequest<?> request, QueryParameters parameters, ListFormat<T> form, ListPage<T, C> page) {
    Optional<String> next = page.next().map(cursor -> cursors.text(cursor, request.getPath()));
    MutableHttpResponse<?> answer = HttpResponse.ok(new WrittenPage<>(form, page.items(), next));
    next.ifPresent(
        cursor ->
            answer.header(
                HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(parameters.next(cursor))));
    return answer;
  }

  private MutableHttpResponse<?> whole(
      HttpRequest<?> request, ListFormat<T> form, ListPage<T, C> first, PagedList<T, C> list) {
    String operation = request.getMethodName() + " " + request.getPath();
    return HttpResponse.ok(
        new ListStream<>(
            form,
            first,
            cursor -> list.page(cursor, maxLimit),
            executor,
            fault -> logBreak(operation, fault)));
  }

  /** The status has gone out, so nothing but the log can say why. */
  private void logBreak(String operation, Exception fault) {
    if (!log.operationFailed(operation + " (after a part was sent)", fault)) {
      LOG.error("{} failed after a part was sent", operation, fault);
    }
  }
}
