package dev.scores.app.live;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoreEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that one poll has found, encoded, and a link to the next batch. Whoever holds a batch
 * can follow the feed from its end. The garbage collector frees a batch that neither the feed nor a
 * stream needs any more. Immutable but for the link.
 */
final class EventBatch {

  /** An event and its text. */
  @SuppressWarnings("ArrayRecordComponent") // Not compared.
  private record Encoded(ScoreEvent event, byte[] text) {}

  private final List<Encoded> events;
  private final EventChunk all;
  private final ChangeCursor end;
  private final long total;
  private volatile @Nullable EventBatch next;

  private EventBatch(List<Encoded> events, ChangeCursor end, long total) {
    this.events = events;
    this.all = EventChunk.of(events.stream().map(Encoded::text).toList());
    this.end = end;
    this.total = total;
  }

  /** A batch without events, to begin with. */
  static EventBatch at(ChangeCursor position) {
    return new EventBatch(List.of(), position, 0);
  }

  /**
   * Appends a batch.
   *
   * @param end the position after its events
   */
  EventBatch append(List<ScoreEvent> found, ChangeCursor end) {
    List<Encoded> encoded =
        found.stream().map(event -> new Encoded(event, EventText.event(event))).toList();
    EventBatch appended = new EventBatch(encoded, end, total + encoded.size());
    next = appended;
    return appended;
  }

  @Nullable EventBatch next() {
    return next;
  }

  /** The position after the events of the batch. */
  ChangeCursor end() {
    return end;
  }

  /** The number of events from the beginning of the feed to the end of this batch. */
  long total() {
    return total;
  }

  /** The text of the matching events after the position. */
  EventChunk after(ChangeCursor position, EventFilter filter) {
    boolean isWhole = events.isEmpty() || isAfter(events.getFirst(), position);
    return isWhole && filter.matchesAll()
        ? all
        : EventChunk.of(
            events.stream()
                .filter(encoded -> isAfter(encoded, position) && filter.matches(encoded.event()))
                .map(Encoded::text)
                .toList());
  }

  private static boolean isAfter(Encoded encoded, ChangeCursor position) {
    return encoded.event().cursor().compareTo(position) > 0;
  }
}
