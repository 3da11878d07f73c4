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
 * What a page on a contract must know of it.
 *
 * @param title {@code info.title}
 * @param origins where its {@code servers} are, as a browser writes origins
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

  /** None for a relative address: that is where the page comes from. */
  private static Optional<String> origin(String server) {
    URI address = URI.create(server);
    return Optional.ofNullable(address.getRawAuthority())
        .filter(host -> address.getScheme() != null)
        .map(host -> address.getScheme() + "://" + host);
  }
}
