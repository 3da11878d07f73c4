package dev.scores.chassis.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.tls.FrameClient;
import dev.scores.chassis.tls.TestCertificate;
import dev.scores.chassis.tls.TlsService;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Http2StopTest {

  @TempDir Path directory;

  /** RFC 9113, section 6.8. */
  @Test
  void requestsInFlightAndOnTheirWayAreCompleted() throws Exception {
    try (TlsService service =
            new TlsService(TestCertificate.of("EC"), directory, Map.of("DRAIN_DELAY", "0"));
        FrameClient client = new FrameClient(service.port())) {
      HeldController held = service.bean(HeldController.class);
      client.send(FrameClient.get("/held"), true);
      held.received.await();
      service.bean(Connections.class).end();
      Http2GoAwayFrame announced = client.awaitGoAway();
      assertEquals(Http2Error.NO_ERROR.code(), announced.errorCode());
      assertEquals(Integer.MAX_VALUE, announced.lastStreamId());
      // A request of a client that had not read this yet.
      client.send(FrameClient.get("/baskets/1"), true);
      assertEquals("200", client.awaitStatus());
      service.bean(Connections.class).endStreams();
      assertEquals(5, client.awaitGoAway().lastStreamId());
      held.release.countDown();
      assertEquals("200", client.awaitStatus());
      client.awaitClose();
    }
  }

  @Test
  void idleConnectionIsClosed() throws Exception {
    try (TlsService service =
            new TlsService(TestCertificate.of("EC"), directory, Map.of("DRAIN_DELAY", "0"));
        FrameClient client = new FrameClient(service.port())) {
      client.send(FrameClient.get("/baskets/1"), true);
      assertEquals("200", client.awaitStatus());
      service.bean(GracefulStop.class).await();
      client.awaitClose();
    }
  }
}
