package dev.scores.devservices;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A packaged service and its configuration.
 *
 * @param name in messages and of its log
 * @param environment its settings; {@code PORT} is set from {@code port}
 */
public record ServiceSpec(String name, Path jar, int port, Map<String, String> environment) {

  public ServiceSpec {
    environment = Map.copyOf(environment);
  }

  public ServiceSpec withJar(Path other) {
    return new ServiceSpec(name, other, port, environment);
  }

  URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
