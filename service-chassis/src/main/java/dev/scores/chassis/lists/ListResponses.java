package dev.scores.chassis.lists;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.http.AcceptHeader;
import dev.scores.chassis.http.OriginalRequest;
import dev.scores.chassis.limits.OpenStreams;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds to requests for a list: with a page if there is a limit, else with the whole list,
 * streamed; in the JSON envelope, or as an export if the client's {@code Accept} prefers one.
 * Immutable.
 *
 * <p>The first page is read before the status is sent, so a failure there gets a normal error
 * response. A later failure closes the connection before the end of the response.
 *
 * @param exports the formats besides the envelope
 * @param maxLimit the maximum number of items in a page
 * @param defaultLimit the limit of a request without one; 0 for none. It does not apply to exports,
 *     which clients read incrementally
 * @param executor reads and writes the pages of a streamed list
 * @param log receives database faults that interrupt a streamed list
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
   * The response, by the parameters {@code limit} and {@code after} and the filters that the caller
   * has read. Blocks for the first page.
   *
   * @throws ApiException 400 with an error for each invalid parameter, 503 if too many lists are
   *     open
   */
  public HttpResponse<?> respond(
      HttpRequest<?> request, QueryParameters parameters, PagedList<T, C> list) {
    ListFormat<T> format = AcceptHeader.best(request, formats(), ListFormat::type);
    Optional<Integer> limit = parameters.number("limit", maxLimit).or(() -> limitByDefault(format));
    Optional<C> after = parameters.after(text -> cursors.read(text, request.getPath()));
    parameters.throwIfInvalid();
    streams.open(request);
    ListPage<T, C> first = list.page(after.orElseGet(cursors::start), limit.orElse(maxLimit));
    MutableHttpResponse<?> response =
        limit.isPresent() || first.next().isEmpty()
            ? page(request, parameters, format, first)
            : whole(
                request,
                format,
                OriginalRequest.of(request).isHead() ? first.withoutNext() : first,
                list);
    if (!exports.isEmpty()) {
      response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
    return response.contentType(format.type());
  }

  /** The media types of the responses, the default first. */
  public List<MediaType> types() {
    return formats().stream().map(ListFormat::type).toList();
  }

  private List<ListFormat<T>> formats() {
    return Stream.concat(Stream.of(envelope), exports.stream()).toList();
  }

  private Optional<Integer> limitByDefault(ListFormat<T> format) {
    return Optional.of(defaultLimit).filter(limit -> limit > 0 && format.equals(envelope));
  }

  private MutableHttpResponse<?> page(
      HttpRequest<?> request,
      QueryParameters parameters,
      ListFormat<T> format,
      ListPage<T, C> page) {
    Optional<String> next = page.next().map(cursor -> cursors.text(cursor, request.getPath()));
    MutableHttpResponse<?> response =
        HttpResponse.ok(new WrittenPage<>(format, page.items(), next));
    next.ifPresent(
        cursor ->
            response.header(
                HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(parameters.next(cursor))));
    return response;
  }

  private MutableHttpResponse<?> whole(
      HttpRequest<?> request, ListFormat<T> format, ListPage<T, C> first, PagedList<T, C> list) {
    String operation = request.getMethodName() + " " + request.getPath();
    return HttpResponse.ok(
        new ListStream<>(
            format,
            first,
            cursor -> list.page(cursor, maxLimit),
            executor,
            fault -> logInterruption(operation, fault)));
  }

  /** The status has been sent, so the reason can only be logged. */
  private void logInterruption(String operation, Exception fault) {
    if (!log.operationFailed(operation + " (after a part was sent)", fault)) {
      LOG.error("{} failed after a part was sent", operation, fault);
    }
  }
}
