package dev.scores.contract;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;

/**
 * Detects blocking on event loops: JDK Flight Recorder records every wait of their threads, except
 * those for their connections and for locks.
 */
public final class EventLoopWatch {

  private static final List<String> WAITS =
      List.of(
          "jdk.ThreadSleep",
          "jdk.ThreadPark",
          "jdk.JavaMonitorWait",
          "jdk.SocketRead",
          "jdk.SocketWrite");

  private EventLoopWatch() {}

  /**
   * Runs the action and returns the waits during it, as event name and stack trace.
   *
   * @param loops event loops of this JVM, with one thread each
   */
  public static List<String> waitsDuring(
      Iterable<? extends ExecutorService> loops, Callable<?> action) throws Exception {
    Set<Long> threads = new HashSet<>();
    for (ExecutorService loop : loops) {
      threads.add(loop.submit(() -> Thread.currentThread().threadId()).get());
    }
    List<String> waits = new CopyOnWriteArrayList<>();
    try (RecordingStream recorder = new RecordingStream()) {
      for (String event : WAITS) {
        recorder.enable(event).withThreshold(Duration.ZERO).withStackTrace();
        recorder.onEvent(
            event,
            wait -> {
              if (wait.getThread() != null
                  && threads.contains(wait.getThread().getJavaThreadId())
                  && !isForLock(wait)
                  && !isConnectionIo(wait)) {
                waits.add(wait.getEventType().getName() + " " + wait.getStackTrace());
              }
            });
      }
      recorder.startAsync();
      action.call();
      recorder.stop();
    }
    return waits;
  }

  /** Locks are held briefly and by running threads. */
  private static boolean isForLock(RecordedEvent wait) {
    if (!wait.hasField("parkedClass")) {
      return false;
    }
    RecordedClass parked = wait.getClass("parkedClass");
    return parked != null && parked.getName().startsWith("java.util.concurrent.locks.Reentrant");
  }

  /** Netty's non-blocking reads and writes. */
  private static boolean isConnectionIo(RecordedEvent wait) {
    return wait.getStackTrace() != null
        && wait.getStackTrace().getFrames().stream()
            .map(RecordedFrame::getMethod)
            .anyMatch(
                method ->
                    method
                            .getType()
                            .getName()
                            .equals("io.netty.channel.socket.nio.NioSocketChannel")
                        && List.of("doReadBytes", "doWrite").contains(method.getName()));
  }
}
