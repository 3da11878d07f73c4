package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import dev.scores.app.http.lists.BusyListThreads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Admission depends only on the queue that a request enters. The limit and the queue are much
 * longer than any delay of a busy machine, so the test has no time limits.
 */
@Isolated("Other tests would lengthen the queue.")
class AdmissionByQueueTest {

  /** More than are admitted without a check of the queue. */
  private static final int MANY = 600;

  @Test
  void fullListQueueRejectsListsAndNoWrites() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    List<CompletableFuture<Response>> queued = new ArrayList<>();
    try (UsersStub users = new UsersStub();
        ScoresService service =
            ScoresService.startWithLongDeadline(
                users,
                Map.of("datasources.default.connection-timeout", 600_000),
                "ADMISSION_MAX_WAIT",
                "30s",
                "DATABASE_POOL_SIZE",
                "4");
        var busy =
            new BusyListThreads(
                service.bean(ApplicationContext.class), 2, Duration.ofSeconds(60))) {
      assertEquals(200, service.get("/ping").status());
      CountDownLatch held = users.hold("nobody-knows-yet");
      for (int i = 0; i < MANY; i++) {
        waiting.add(askWithHeldToken(service));
      }
      while (rejected(service) == 0) {
        // Queues, unless enough requests are in flight for the check to apply.
        queued.add(service.getAsync("/scores"));
        assertEquals(200, service.get("/ping").status());
      }
      assertEquals(503, service.get("/scores").status());
      assertEquals(503, service.get("/scores/exercise/1").status());
      assertEquals(
          201,
          service.write("PATCH", "/scores", 1, "{\"exercise_id\":1,\"correct\":true}").status());
      assertEquals(200, service.get("/scores/1").status());
      assertTrue(busy.isBusy());
      held.countDown();
      busy.release();
      for (CompletableFuture<Response> list : queued) {
        assertTrue(List.of(200, 503).contains(list.join().status()));
      }
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  /** A request that stays in flight and enters neither of the queues of this test. */
  private static Socket askWithHeldToken(ScoresService service) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
    socket
        .getOutputStream()
        .write(
            "GET /scores/user HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nobody-knows-yet\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static double rejected(ScoresService service) {
    return service
        .bean(MeterRegistry.class)
        .get("http.server.rejections")
        .tag("reason", "overload")
        .counter()
        .count();
  }
}
