package dev.scores.chassis.limits;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;

/** Classifies outgoing HTTP messages. */
public final class Responses {

  private Responses() {}

  /** Whether it is an interim response such as 100, which a final one follows. */
  static boolean isInterim(Object message) {
    return message instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /** Whether it is the head of a final response. */
  public static boolean isFinalHead(Object message) {
    return message instanceof HttpResponse && !isInterim(message);
  }
}
