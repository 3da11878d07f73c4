package dev.scores.app.live;

import dev.scores.app.http.ChangeCursors;
import dev.scores.app.http.FeedPosition;
import dev.scores.app.http.ScoreErrors;
import dev.scores.chassis.http.AcceptHeader;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.http.OriginalRequest;
import dev.scores.chassis.http.RequestChannel;
import dev.scores.chassis.http.RouteProtection;
import dev.scores.chassis.limits.ClientAddressResolver;
import dev.scores.chassis.limits.OpenStreams;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import dev.scores.domain.Selection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Responds to requests for a live stream of events. Thread-safe.
 *
 * <p>A stream begins with the present, or after the event that the header {@code Last-Event-ID} or
 * the parameter {@code after} names. The header takes precedence: a browser that reconnects sends
 * it with the address of its first request.
 */
@Singleton
public final class LiveStreams {

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final MediaType TYPE = MediaType.TEXT_EVENT_STREAM_TYPE;

  private final Changes changes;
  private final LiveFeed feed;
  private final LiveMetrics metrics;
  private final OpenStreams limits;
  private final RouteProtection protection;
  private final Duration authorizedLifetime;

  LiveStreams(
      Changes changes,
      LiveFeed feed,
      LiveMetrics metrics,
      LiveProperties settings,
      RouteProtection protection,
      ClientAddressResolver clients,
      MeterRegistry registry) {
    this.changes = changes;
    this.feed = feed;
    this.metrics = metrics;
    this.protection = protection;
    this.authorizedLifetime = settings.authorizedLifetime();
    this.limits =
        new OpenStreams(
            new OpenStreams.Kind("live.streams.open", "Live streams that are open", "live_streams"),
            settings.maxStreams(),
            settings.maxStreamsPerAddress(),
            clients,
            registry);
  }

  /**
   * Whether the client prefers a live stream.
   *
   * @param others the other media types of the operation, its default first
   */
  public static boolean isPreferred(HttpRequest<?> request, List<MediaType> others) {
    List<MediaType> offers = Stream.concat(others.stream(), Stream.of(TYPE)).toList();
    return AcceptHeader.best(request, offers, offer -> offer).equals(TYPE);
  }

  /**
   * The response, with the events of the selected scores. Blocks to read the log.
   *
   * @param parameters the filters have been read from it
   * @throws ApiException 400 with an error for each invalid parameter, 410 if the events to resume
   *     after have been dropped, 503 if too many streams are open
   */
  public HttpResponse<?> respond(
      HttpRequest<?> request, QueryParameters parameters, Selection selection) {
    return respond(request, parameters, EventFilter.of(selection));
  }

  /** As {@link #respond}, of scores that cannot exist. */
  public HttpResponse<?> respondWithoutEvents(HttpRequest<?> request, QueryParameters parameters) {
    return respond(request, parameters, EventFilter.NONE);
  }

  /** Ends all streams, because the log begins again. The service itself never does this. */
  public void restart() {
    feed.restart();
  }

  private HttpResponse<?> respond(
      HttpRequest<?> request, QueryParameters parameters, EventFilter filter) {
    parameters.reject("limit", "is not a parameter of a stream");
    parameters.reject("updated_since", "is not a parameter of a stream");
    Optional<Start> after =
        parameters.after(FeedPosition::read).map(position -> new Start("after", position));
    parameters.throwIfInvalid();
    Start start = lastEventId(request).or(() -> after).orElse(Start.PRESENT);
    boolean isHead = OriginalRequest.of(request).isHead();
    if (!isHead) {
      limits.open(request);
    }
    LiveStream stream = stream(request, filter, firstPage(start));
    if (isHead) {
      stream.end();
    }
    return HttpResponse.ok(stream)
        .contentType(TYPE)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        // nginx would collect the events in a buffer.
        .header("X-Accel-Buffering", "no");
  }

  /**
   * Where a stream begins.
   *
   * @param source the header or the parameter that says so, for errors
   */
  private record Start(String source, FeedPosition position) {

    static final Start PRESENT = new Start("", new FeedPosition.Latest());
  }

  private static Optional<Start> lastEventId(HttpRequest<?> request) {
    List<String> values = request.getHeaders().getAll(LAST_EVENT_ID);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.of(values.getFirst())
            .filter(only -> values.size() == 1)
            .flatMap(ChangeCursors::read)
            .map(cursor -> new Start(LAST_EVENT_ID, new FeedPosition.After(cursor)))
            .orElseThrow(() -> notACursor(LAST_EVENT_ID)));
  }

  private FirstPage firstPage(Start start) {
    return switch (start.position()) {
      case FeedPosition.Latest present -> {
        ChangeCursor latest = changes.latest();
        yield new FirstPage(latest, new Changed(List.of(), latest));
      }
      case FeedPosition.After after ->
          switch (changes.since(after.cursor(), Changes.MAX_PAGE)) {
            case Changed found -> new FirstPage(after.cursor(), found);
            case CursorAhead ahead -> throw notACursor(start.source());
            case CursorExpired expired -> throw ScoreErrors.gone();
          };
    };
  }

  /** The page after the position at which a stream begins. */
  private record FirstPage(ChangeCursor position, Changed found) {}

  private LiveStream stream(HttpRequest<?> request, EventFilter filter, FirstPage first) {
    LiveStream stream =
        new LiveStream(feed, filter, metrics, RequestChannel.of(request), first.position());
    if (protection.requiresCaller(request)) {
      stream.limitTo(authorizedLifetime);
    }
    stream.caughtUp(first.found());
    return stream;
  }

  private static ApiException notACursor(String name) {
    return ApiException.invalidParameters(
        List.of(new FieldError(name, "is not a cursor of this server; start again without it")));
  }
}
