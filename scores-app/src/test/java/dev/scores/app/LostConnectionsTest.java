package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Retries when the users service or a proxy closes a connection during a request. */
class LostConnectionsTest {

  @Test
  void lostRequestIsRetriedOnANewConnection() throws IOException {
    try (UsersSocket users = new UsersSocket(received -> received.onConnection() == 2);
        ScoresService service = service(users)) {
      assertEquals(200, statusFor(service, "user-1"));
      assertEquals(200, statusFor(service, "user-2"));
      assertEquals(
          List.of(
              new ReceivedRequest("user-1", 1, 1),
              new ReceivedRequest("user-2", 1, 2),
              new ReceivedRequest("user-2", 2, 1)),
          users.received);
    }
  }

  @Test
  void lostRequestIsRetriedOnlyOnce() throws IOException {
    try (UsersSocket users = new UsersSocket(received -> true);
        ScoresService service = service(users)) {
      assertEquals(503, statusFor(service, "user-1"));
      assertEquals(2, users.received.size());
    }
  }

  private static ScoresService service(UsersSocket users) {
    return ScoresService.start(
        users.url(), "DATABASE_URL", TestDatabases.SHARED, "AUTH_CACHE_TTL", "0");
  }

  private static int statusFor(ScoresService service, String token) {
    return service.get("/scores/user", "Authorization", "Bearer " + token).status();
  }

  /**
   * @param connection the number of the connection, from 1
   * @param onConnection the number of the request on that connection, from 1
   */
  private record ReceivedRequest(String token, int connection, int onConnection) {}

  /** Responds over a plain socket, or closes the connection. */
  private static final class UsersSocket implements AutoCloseable {

    private static final String USER = UsersStub.user("7", "true");
    private static final String RESPONSE =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(USER.length(), USER);

    final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Predicate<ReceivedRequest> closesConnection;

    UsersSocket(Predicate<ReceivedRequest> closesConnection) throws IOException {
      this.closesConnection = closesConnection;
      Thread.ofVirtual().start(this::serve);
    }

    String url() {
      return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }

    private void serve() {
      for (int connection = 1; !server.isClosed(); connection++) {
        int number = connection;
        try {
          Socket socket = server.accept();
          Thread.ofVirtual().start(() -> respond(socket, number));
        } catch (IOException closed) {
          return;
        }
      }
    }

    private void respond(Socket socket, int connection) {
      try (socket) {
        for (int i = 1; ; i++) {
          String head = head(socket.getInputStream());
          if (head.isEmpty()) {
            return;
          }
          ReceivedRequest request =
              new ReceivedRequest(head.replaceAll("(?s).*[Bb]earer (\\S+).*", "$1"), connection, i);
          received.add(request);
          if (closesConnection.test(request)) {
            return;
          }
          socket.getOutputStream().write(RESPONSE.getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException brokenOff) {
        // Closed by the service, which is stopping.
      }
    }

    /** The whole request, or empty if the client has closed the connection. */
    private static String head(InputStream from) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int read = from.read();
        if (read < 0) {
          return "";
        }
        head.append((char) read);
      }
      return head.toString();
    }
  }
}
