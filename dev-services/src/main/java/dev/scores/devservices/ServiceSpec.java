package dev.scores.devservices;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
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

  /** This service with further settings. */
  ServiceSpec with(Map<String, String> settings) {
    var all = new HashMap<>(environment);
    all.putAll(settings);
    return new ServiceSpec(name, jar, port, all);
  }

  URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
