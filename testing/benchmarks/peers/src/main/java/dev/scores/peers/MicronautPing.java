package dev.scores.peers;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.Micronaut;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/** A Micronaut service with one route. Reads the environment variable PORT. */
public final class MicronautPing {

  private MicronautPing() {}

  public static void main(String[] arguments) {
    Micronaut.build(arguments)
        .banner(false)
        .properties(Map.of("micronaut.server.port", System.getenv("PORT")))
        .start();
  }

  @Serdeable
  record Pong(String status, String message) {}

  @Controller("/ping")
  static final class PingController {

    @Get
    Pong ping() {
      return new Pong("success", "pong!");
    }
  }
}
