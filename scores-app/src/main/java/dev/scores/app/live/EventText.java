package dev.scores.app.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scores.app.http.ChangeCursors;
import dev.scores.app.json.EventWriter;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoreEvent;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The text of a stream (<a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent events</a>).
 *
 * <p>A block with an {@code id} and no {@code data} is no event for the client: it only moves the
 * position from which the client resumes.
 */
final class EventText {

  /** The shortest and the longest delay until a client reconnects, in milliseconds. */
  private static final int MIN_RETRY = 1000;

  private static final int MAX_RETRY = 3000;

  private EventText() {}

  static byte[] event(ScoreEvent event) {
    return "event: %s\nid: %s\ndata: %s\n\n"
        .formatted(
            EventWriter.type(event), ChangeCursors.text(event.cursor()), EventWriter.json(event))
        .getBytes(UTF_8);
  }

  /**
   * The first block. Clients get different delays, so that they do not all reconnect in the same
   * moment when a service stops.
   */
  static byte[] beginning(ChangeCursor position) {
    int retry = ThreadLocalRandom.current().nextInt(MIN_RETRY, MAX_RETRY + 1);
    return ("retry: " + retry + "\n" + id(position)).getBytes(UTF_8);
  }

  static byte[] keepAlive(ChangeCursor position) {
    return (": keep-alive\n" + id(position)).getBytes(UTF_8);
  }

  private static String id(ChangeCursor position) {
    return "id: " + ChangeCursors.text(position) + "\n\n";
  }
}
