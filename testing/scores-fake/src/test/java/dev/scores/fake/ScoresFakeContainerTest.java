package dev.scores.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;

@EnabledIf(value = "isDockerAvailable", disabledReason = "Docker is not available")
class ScoresFakeContainerTest {

  static boolean isDockerAvailable() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** A small image with the same entry point as that of the service. */
  @Test
  void containerServes() throws Exception {
    String image =
        new ImageFromDockerfile()
            .withFileFromPath("service", Path.of("target/classes/dev/scores/fake/service"))
            .withDockerfileFromBuilder(
                dockerfile ->
                    dockerfile
                        .from("eclipse-temurin:25.0.3_9-jre")
                        .copy("service", "/app")
                        .entryPoint("java", "-jar", "/app/scores-app.jar")
                        .build())
            .get();
    try (ScoresFakeContainer container = new ScoresFakeContainer(image)) {
      container.start();
      ScoresFakeServer scores = container.server();
      assertEquals(201, ScoresClient.upsert(scores, 1, 1).statusCode());
      scores.reset();
      assertEquals(404, ScoresClient.get(scores, "/scores/1").statusCode());
    }
  }
}
