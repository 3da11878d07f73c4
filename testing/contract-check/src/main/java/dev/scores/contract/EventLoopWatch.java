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
 * Whether event loops wait for anything but their connections while operations of a contract are
 * asked for: Java's flight recorder tells of every wait of those threads, however short.
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
   * Does it and tells of each wait meanwhile: the event's name and the stack.
   *
   * @param loops of one thread each, in this JVM
   */
  public static List<String> waitsDuring(
      Iterable<? extends ExecutorService> loops, Callable<?> served) throws Exception {
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
                  && !isForALock(wait)
                  && !isOfItsConnection(wait)) {
                waits.add(wait.getEventType().getName() + " " + wait.getStackTrace());
              }
            });
      }
      recorder.startAsync();
      served.call();
      recorder.stop();
    }
    return waits;
  }

  /** Whoever holds a lock is at work and gives it back; nobody else is waited for. */
  private static boolean isForALock(RecordedEvent wait) {
    if (!wait.hasField("parkedClass")) {
      return false;
    }
    RecordedClass parked = wait.getClass("parkedClass");
    return parked != null && parked.getName().startsWith("java.util.concurrent.locks.Reentrant");
  }

  /** Netty's own reading and writing, which takes what is there and never waits for more. */
  private static boolean isOfItsConnection(RecordedEvent wait) {
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
