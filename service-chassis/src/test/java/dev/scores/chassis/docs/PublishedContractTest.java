package dev.scores.chassis.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedContractTest {

  @Test
  void originsAreThoseOfAbsoluteServers() {
    assertEquals(
        new PublishedContract(
            "Scores", List.of("https://scores.example.com", "http://localhost:5002")),
        PublishedContract.of(
            """
            info: {title: Scores}
            servers:
              - url: https://scores.example.com/v1
              - url: https://scores.example.com/v2
              - url: http://localhost:5002
              - url: /v3
            """
                .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void contractWithoutServersHasNoOrigins() {
    assertEquals(
        new PublishedContract("Scores", List.of()),
        PublishedContract.of("info: {title: Scores}".getBytes(StandardCharsets.UTF_8)));
  }
}
