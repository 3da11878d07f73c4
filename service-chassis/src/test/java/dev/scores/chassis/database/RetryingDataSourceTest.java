package dev.scores.chassis.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingDataSourceTest {

  /** The pool passes a user if its settings have one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectingIsRetriedUntilTheSourceIsClosed(boolean asUser) throws Exception {
    RetryingDataSource source = new RetryingDataSource(new DatabaseLog());
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      source.setURL("jdbc:postgresql://127.0.0.1:%d/any".formatted(server.getLocalPort()));
      CompletableFuture<Connection> connection =
          CompletableFuture.supplyAsync(() -> of(source, asUser));
      for (int tries = 0; tries < 5; tries++) {
        server.accept().close();
        assertFalse(connection.isDone());
      }
      source.close();
      // An attempt that was in progress when the source was closed may still arrive.
      Thread.startVirtualThread(() -> closeConnections(server));
      ExecutionException failed = assertThrows(ExecutionException.class, connection::get);
      assertInstanceOf(IllegalStateException.class, failed.getCause());
    }
  }

  private static Connection of(RetryingDataSource source, boolean asUser) {
    try {
      return asUser ? source.getConnection("service", "secret") : source.getConnection();
    } catch (SQLException fault) {
      throw new AssertionError(fault);
    }
  }

  private static void closeConnections(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }
}
