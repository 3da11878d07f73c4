package dev.scores.chassis.docs;

import dev.scores.chassis.http.ContractSettings;
import dev.scores.chassis.pages.StaticResource;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.core.util.SupplierUtil;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The documents that the service serves, loaded at the first request and cached: two megabytes in
 * total. Blocks; thread-safe.
 */
@Singleton
final class StaticResources {

  private final ResourceResolver resources;
  private final DocumentationSettings settings;
  private final Supplier<byte[]> yaml;
  private final Supplier<StaticResource> contract;
  private final Supplier<PublishedContract> published;
  private final Map<String, StaticResource> files = new ConcurrentHashMap<>();
  private final Map<String, StaticResource> pages = new ConcurrentHashMap<>();

  StaticResources(
      ContractSettings service, DocumentationSettings settings, ResourceResolver resources) {
    this.resources = resources;
    this.settings = settings;
    this.yaml = () -> read(service.contract());
    // RFC 9512.
    this.contract =
        SupplierUtil.memoized(() -> StaticResource.revalidated("application/yaml", yaml.get()));
    this.published = SupplierUtil.memoized(() -> PublishedContract.of(yaml.get()));
  }

  /** The published contract, byte for byte. */
  StaticResource contract() {
    return contract.get();
  }

  PublishedContract published() {
    return published.get();
  }

  /**
   * The documentation page.
   *
   * @param toTheRoot the relative path from the page to the parent of {@code docs}; relative,
   *     because a proxy may serve the service under a path
   */
  StaticResource page(String toTheRoot) {
    return pages.computeIfAbsent(toTheRoot, this::written);
  }

  /** A file of the page. */
  StaticResource file(String name) {
    return files.computeIfAbsent(
        name,
        known ->
            StaticResource.revalidated(
                StaticResource.typeOf(known), read("classpath:docs/" + known)));
  }

  private StaticResource written(String toTheRoot) {
    String html =
        new String(read("classpath:docs/page.html"), StandardCharsets.UTF_8)
            .replace("{{root}}", toTheRoot)
            .replace("{{title}}", escaped(published().title()))
            .replace("{{usersPort}}", escaped(settings.usersPort()));
    return StaticResource.revalidated(
        StaticResource.typeOf("page.html"), html.getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private byte[] read(String location) {
    try (InputStream content =
        resources
            .getResourceAsStream(location)
            .orElseThrow(() -> new FileNotFoundException(location))) {
      return content.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
