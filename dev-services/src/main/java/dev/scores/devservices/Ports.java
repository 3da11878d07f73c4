package dev.scores.devservices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. Another process may take a free port at any moment. */
public final class Ports {

  // Below the ports that the kernel gives to outgoing connections, so that a server which is
  // restarted finds its port free.
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private Ports() {}

  static boolean isFree(int port) {
    return !acceptsConnections(port) && canBeBound(port);
  }

  /** Returns whether the port is free, or becomes so within the timeout. */
  static boolean becomesFree(int port, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isFree(port)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL_INTERVAL);
    }
    return true;
  }

  /** Returns a random free port from 20000 to 31999. */
  public static int anyFree() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
  }

  // macOS lets a wildcard address be bound beside a listener on the loopback address.
  private static boolean acceptsConnections(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException noListener) {
      return false;
    }
  }

  private static boolean canBeBound(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
