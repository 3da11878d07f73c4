package dev.scores.users.domain;

import java.util.Optional;
import java.util.function.Supplier;

/** Sends mails, later and on another thread. Thread-safe, never blocks. */
public interface Mails {

  /** Whether this service sends mails at all. */
  boolean areOn();

  /**
   * Queues a mail. It may get lost: users can ask for another one.
   *
   * @param composition called on the other thread; may return nothing to send
   */
  void queue(Supplier<Optional<Mail>> composition);
}
