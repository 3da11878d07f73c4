package dev.scores.app.live;

import java.util.Collection;

/**
 * The bytes of some events. The bytes must not be changed: many streams share them.
 *
 * @param events the number of events
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record EventChunk(byte[] bytes, int events) {

  static EventChunk of(Collection<byte[]> events) {
    byte[] all = new byte[events.stream().mapToInt(event -> event.length).sum()];
    int end = 0;
    for (byte[] event : events) {
      System.arraycopy(event, 0, all, end, event.length);
      end += event.length;
    }
    return new EventChunk(all, events.size());
  }
}
