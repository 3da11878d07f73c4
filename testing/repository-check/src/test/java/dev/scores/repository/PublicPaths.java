package dev.scores.repository;

import java.util.List;
import java.util.stream.Stream;

/** Which paths of a service a proxy passes on to it. */
final class PublicPaths {

  /** Paths for operators. */
  static final List<String> INTERNAL =
      List.of("/metrics", "/health", "/health/readiness", "/health/liveness", "/metrics/");

  private PublicPaths() {}

  /** The paths of the contract, with an id for each parameter, and those of pages. */
  static List<String> ofService(String name) {
    Stream<String> contract =
        Repository.read("openapi/" + name + ".yaml")
            .lines()
            .filter(line -> line.matches("  /\\S*:"))
            .map(line -> line.strip().replaceFirst(":$", "").replaceAll("\\{\\w+}", "17"));
    Stream<String> pages =
        name.equals("scores")
            ? Stream.of("/", "/web/4a7d/app.js", "/web/exercises.json")
            : Stream.of();
    return Stream.of(contract, pages, Stream.of("/docs", "/docs/page.js", "/openapi.yaml"))
        .flatMap(paths -> paths)
        .toList();
  }
}
