package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.app.ScoresService.Response;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The limit of two concurrent streams for each client address. */
class OpenStreamsTest {

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users, "MAX_STREAMS_PER_ADDRESS", "2");
    service.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select i, 1, true, now(), now() from generate_series(1, 100000) i""");
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @Test
  void listBeyondTheLimitOfAnAddressReturns503() throws IOException {
    try (Socket first = slowReader();
        Socket second = slowReader()) {
      assertEquals('H', first.getInputStream().read());
      assertEquals('H', second.getInputStream().read());
      assertEquals(2, open());
      Response third = service.get("/scores?limit=1");
      assertEquals(503, third.status());
      assertEquals("1", third.header("Retry-After"));
      assertEquals(200, service.get("/ping").status());
      assertEquals(200, service.get("/scores/1").status());
    }
    while (open() > 0) {
      Thread.onSpinWait();
    }
    assertEquals(200, service.get("/scores?limit=1").status());
  }

  private static Socket slowReader() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getByName("localhost"), service.port()));
    socket
        .getOutputStream()
        .write("GET /scores HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static double open() {
    return service.bean(MeterRegistry.class).get("http.server.streams.open").gauge().value();
  }
}
