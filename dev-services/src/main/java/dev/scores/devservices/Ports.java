package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine. Another process may take a free one at any moment. */
final class Ports {

  private Ports() {}

  static boolean isFree(int port) {
    return !somebodyAnswersAt(port) && canBeBound(port);
  }

  /** One that nobody listens on. */
  static int anyFree() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No TCP port is free", e);
    }
  }

  // macOS lets a wildcard address be bound beside a listener on the loopback address.
  private static boolean somebodyAnswersAt(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException nobody) {
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
