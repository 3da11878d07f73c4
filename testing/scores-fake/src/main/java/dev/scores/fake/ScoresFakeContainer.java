package dev.scores.fake;

import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The fake in a container, for Testcontainers 2, which the caller's project has to depend on.
 *
 * <pre>{@code
 * try (var container = new ScoresFakeContainer("registry.example.com/scores-app:0.2.0")) {
 *   container.start();
 *   ScoresFakeServer scores = container.server();
 * }
 * }</pre>
 */
public final class ScoresFakeContainer extends GenericContainer<ScoresFakeContainer> {

  private static final int PORT = 5002;

  /**
   * @param image the image of the scores service
   */
  public ScoresFakeContainer(String image) {
    super(DockerImageName.parse(image));
    withCommand("fake", "--host", "*", "--port", Integer.toString(PORT));
    withExposedPorts(PORT);
    waitingFor(Wait.forHttp("/ping").forPort(PORT));
  }

  /** The running fake. Closing the result does not stop the container. */
  public ScoresFakeServer server() {
    return ScoresFakeServer.at(
        URI.create("http://%s:%d".formatted(getHost(), getMappedPort(PORT))));
  }
}
