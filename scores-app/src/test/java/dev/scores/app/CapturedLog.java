package dev.scores.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * The lines of one logger that contain a text, from {@code INFO} on, while this is open. Tests that
 * use it, and others that cause lines without an address, lock {@link #LOCK}.
 */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  /** Excludes other tests, which share the loggers. */
  static final String LOCK = "captured log";

  private final Logger logger;
  private final String text;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

  /**
   * @param logger its name
   * @param text in each of its lines, for instance an address that no other test uses
   */
  CapturedLog(String logger, String text) {
    this.text = text;
    this.logger = (Logger) LoggerFactory.getLogger(logger);
    this.logger.setLevel(Level.INFO);
    this.logger.setAdditive(false);
    this.logger.addAppender(this);
    start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    if (message.contains(text)) {
      lines.add(event.getLevel() + " " + message);
    }
  }

  /** The lines so far, oldest first. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits for a line that contains the text, and returns it. */
  String await(String text) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (System.nanoTime() - deadline < 0) {
      for (String line : lines) {
        if (line.contains(text)) {
          return line;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError(text + " is not in " + lines);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
