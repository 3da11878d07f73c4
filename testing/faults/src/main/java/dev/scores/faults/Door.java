package dev.scores.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Knocks at a port, and remembers when it was let in and when it was refused. */
final class Door implements Load.Step {

  /**
   * One knock.
   *
   * @param at {@code System.nanoTime()}
   */
  record Knock(long at, boolean letIn) {}

  private final InetSocketAddress address;
  private final List<Knock> knocks = new ArrayList<>();

  Door(URI service) {
    this.address = new InetSocketAddress(service.getHost(), service.getPort());
  }

  @Override
  public void once() throws InterruptedException {
    long at = System.nanoTime();
    boolean letIn = isLetIn();
    synchronized (this) {
      knocks.add(new Knock(at, letIn));
    }
    Thread.sleep(5);
  }

  private boolean isLetIn() {
    try (var socket = new Socket()) {
      socket.connect(address, 1000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Those from a moment on, in order. */
  synchronized List<Knock> after(long moment) {
    return knocks.stream().filter(knock -> knock.at() - moment >= 0).toList();
  }

  /** How often somebody was let in after somebody else had been refused. */
  static long openedAgain(List<Knock> knocks) {
    return knocks.stream().dropWhile(Knock::letIn).filter(Knock::letIn).count();
  }
}
