package dev.scores.chassis.limits;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;

/** Tells responses apart on their way out. */
final class Responses {

  private Responses() {}

  /** Whether it is one such as 100, which a final response follows. */
  static boolean isInterim(Object message) {
    return message instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /** Whether a final response begins with it. */
  static boolean isFinalHead(Object message) {
    return message instanceof HttpResponse && !isInterim(message);
  }
}
