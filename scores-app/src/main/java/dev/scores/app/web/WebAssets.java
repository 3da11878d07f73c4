package dev.scores.app.web;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.pages.StaticResource;
import dev.scores.web.HtmlTemplate;
import dev.scores.web.Texts;
import dev.scores.web.WebApp;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.SupplierUtil;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The files of the web app, loaded at the first request: some 200 KB. Blocks then; thread-safe. */
@Singleton
@Requires(property = WebSettings.ENABLED, value = "true")
final class WebAssets {

  private record Loaded(
      Map<String, StaticResource> files, HtmlTemplate document, Map<String, Texts> texts) {}

  private final Supplier<Loaded> loaded = SupplierUtil.memoized(WebAssets::load);

  private static Loaded load() {
    WebApp app = new WebApp();
    return new Loaded(
        app.files().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    path ->
                        StaticResource.unchanging(StaticResource.typeOf(path), app.file(path)))),
        app.document(),
        WebApp.LANGUAGES.stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), app::texts)));
  }

  /**
   * A file of the app.
   *
   * @param path such as {@code 0f9bc6634e2850e9/app.js}; any text
   */
  Optional<StaticResource> file(String path) {
    return Optional.ofNullable(loaded.get().files().get(path));
  }

  HtmlTemplate document() {
    return loaded.get().document();
  }

  /** The texts of a language of {@link WebApp#LANGUAGES}. */
  Texts texts(String language) {
    return requireNonNull(loaded.get().texts().get(language), language);
  }
}
