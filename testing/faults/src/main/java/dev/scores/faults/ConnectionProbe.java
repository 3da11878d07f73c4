package dev.scores.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Connects to a port every 5 ms and records whether the connection was accepted. */
final class ConnectionProbe implements Load.Step {

  /**
   * One connection attempt.
   *
   * @param at {@code System.nanoTime()}
   */
  record Attempt(long at, boolean accepted) {}

  private final InetSocketAddress address;
  private final List<Attempt> attempts = new ArrayList<>();

  ConnectionProbe(URI service) {
    this.address = new InetSocketAddress(service.getHost(), service.getPort());
  }

  @Override
  public void once() throws InterruptedException {
    long at = System.nanoTime();
    boolean accepted = isAccepted();
    synchronized (this) {
      attempts.add(new Attempt(at, accepted));
    }
    Thread.sleep(5);
  }

  private boolean isAccepted() {
    try (var socket = new Socket()) {
      socket.connect(address, 1000);
      return true;
    } catch (IOException rejected) {
      return false;
    }
  }

  /** Returns the attempts from that {@code System.nanoTime()} on, in order. */
  synchronized List<Attempt> after(long moment) {
    return attempts.stream().filter(attempt -> attempt.at() - moment >= 0).toList();
  }

  /** Counts the connections that were accepted after one was refused. */
  static long acceptedAfterRefusal(List<Attempt> attempts) {
    return attempts.stream().dropWhile(Attempt::accepted).filter(Attempt::accepted).count();
  }
}
