package dev.scores.chassis.docs;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The parts of the contract that the documentation page needs.
 *
 * @param title {@code info.title}
 * @param origins the origins of its {@code servers}
 */
record PublishedContract(String title, List<String> origins) {

  PublishedContract {
    origins = List.copyOf(origins);
  }

  static PublishedContract of(byte[] yaml) {
    Map<?, ?> contract =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(yaml, StandardCharsets.UTF_8));
    Map<?, ?> info = requireNonNull((Map<?, ?>) contract.get("info"));
    List<?> servers = contract.get("servers") instanceof List<?> named ? named : List.of();
    return new PublishedContract(
        String.valueOf(info.get("title")),
        servers.stream()
            .map(server -> String.valueOf(((Map<?, ?>) server).get("url")))
            .map(PublishedContract::origin)
            .flatMap(Optional::stream)
            .distinct()
            .toList());
  }

  /** The origin; empty for a relative URL, which has that of the page. */
  private static Optional<String> origin(String server) {
    URI address = URI.create(server);
    return Optional.ofNullable(address.getRawAuthority())
        .filter(host -> address.getScheme() != null)
        .map(host -> address.getScheme() + "://" + host);
  }
}
