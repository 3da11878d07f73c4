package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import dev.scores.devservices.ForkedService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On SIGTERM a process fails no request and exits with status 0. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PORT", "0",
          "DATABASE_URL", TestDatabases.SHARED,
          "USERS_SERVICE_URL", "http://127.0.0.1:1");

  @Test
  void sigtermUnderLoadFailsNoRequest() throws Exception {
    try (ForkedService service = ForkedService.start(ScoresApplication.class, ENVIRONMENT)) {
      service.awaitPort();
      ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
      CountDownLatch warm = new CountDownLatch(8 * 50);
      List<Thread> clients =
          IntStream.range(0, 8)
              .mapToObj(
                  client -> Thread.ofVirtual().start(() -> askUntilGone(service, warm, failures)))
              .toList();
      warm.await();
      service.terminate();
      for (Thread client : clients) {
        client.join();
      }
      ForkedService.Exit ended = service.awaitExit();
      assertEquals(List.of(), List.copyOf(failures));
      assertEquals(0, ended.status(), ended.output());
      assertTrue(ended.output().contains("all requests completed"), ended.output());
    }
  }

  /** A client with a persistent connection. A refused connection ends it normally. */
  private static void askUntilGone(
      ForkedService service, CountDownLatch warm, ConcurrentLinkedQueue<String> failures) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (true) {
        HttpResponse<String> response = service.send(client, "GET", "/scores?limit=1", "");
        if (response.statusCode() != 200) {
          failures.add(response.statusCode() + " " + response.body());
        }
        warm.countDown();
      }
    } catch (ConnectException refused) {
      // Interrupted by the test.
    } catch (IOException fault) {
      failures.add(fault.toString());
    }
  }

  @Test
  void openStreamIsCompleted() throws Exception {
    String database = DevPostgres.forTests().freshDatabase();
    Map<String, String> environment =
        Map.of("PORT", "0", "DATABASE_URL", database, "USERS_SERVICE_URL", "http://127.0.0.1:1");
    try (ForkedService service = ForkedService.start(ScoresApplication.class, environment);
        Socket reader = open(service.awaitPort())) {
      ScoresService.execute(
          database,
          "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
              + " select n, 1, true, now(), now() from generate_series(1, 100000) n");
      reader.setSoTimeout(20_000);
      send(reader, "GET /scores HTTP/1.1\r\nHost: localhost\r\n\r\n");
      byte[] head = reader.getInputStream().readNBytes(1000);
      service.terminate();
      assertRefused(service);
      String rest = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(new String(head, StandardCharsets.UTF_8).startsWith("HTTP/1.1 200 "));
      assertTrue(rest.contains("\"user_id\":100000,"), "the list is not whole");
      assertTrue(rest.endsWith("\r\n0\r\n\r\n"), "the list does not end in order");
      assertEquals(0, service.awaitExit().status());
    }
  }

  private static Socket open(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static void send(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Waits until the service accepts no more connections. */
  private static void assertRefused(ForkedService service) {
    int port = service.awaitPort();
    assertThrows(
        SocketException.class,
        () -> {
          while (true) {
            open(port).close();
          }
        });
  }
}
