package dev.scores.devservices;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** One of our services as it is packaged and configured for development. */
record ServiceSpec(String name, Path jar, int port, Map<String, String> environment) {

  ServiceSpec {
    environment = Map.copyOf(environment);
  }

  URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
