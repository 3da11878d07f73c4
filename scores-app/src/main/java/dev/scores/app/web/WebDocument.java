package dev.scores.app.web;

import static dev.scores.web.HtmlTemplate.escaped;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scores.app.access.AccessSettings;
import dev.scores.chassis.pages.StaticResource;
import dev.scores.domain.Board;
import dev.scores.web.Texts;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes the document of the web app. Thread-safe. */
@Singleton
@Requires(property = WebSettings.ENABLED, value = "true")
final class WebDocument {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final WebAssets assets;
  private final ExerciseTitles titles;
  private final String config;

  WebDocument(
      WebAssets assets, ExerciseTitles titles, WebProperties properties, AccessSettings access) {
    this.assets = assets;
    this.titles = titles;
    this.config = escaped(config(properties, access));
  }

  /**
   * What the scripts know of this service. The address of a service is relative to the document.
   */
  private static String config(WebProperties properties, AccessSettings access) {
    ObjectNode config = JSON.createObjectNode();
    config.put("scores", ".");
    config.put("users", properties.usersUrl().isEmpty() ? null : properties.usersUrl());
    config.put(
        "usersPort",
        properties.usersUrl().isEmpty() && !properties.usersPort().isEmpty()
            ? Integer.valueOf(properties.usersPort())
            : null);
    config.put("catalogue", properties.hasCatalogue() ? "web/exercises.json" : null);
    config.put("reads", access.reads().name().toLowerCase(Locale.ROOT));
    config.put("writes", access.writes().name().toLowerCase(Locale.ROOT));
    return config.toString();
  }

  /** The board with its first page. */
  StaticResource withBoard(Board board, String language) {
    String table = new BoardTable(board, titles.current(), assets.texts(language)).html();
    return of(new PageAddress.BoardPage(), language, table);
  }

  /** The page without what scripts add. */
  StaticResource withoutContent(PageAddress page, String language) {
    String hint = escaped(assets.texts(language).get("error.no_script"));
    return of(
        page,
        language,
        "<noscript class=\"first-page\"><p class=\"loading\">" + hint + "</p></noscript>");
  }

  private StaticResource of(PageAddress page, String language, String main) {
    Texts texts = assets.texts(language);
    String html =
        assets
            .document()
            .with("lang", language)
            .with("title", escaped(page.title(texts, titles.current())))
            .with("config", config)
            .with("page", page.name())
            .with(texts)
            .with("main", main)
            .finished();
    return StaticResource.revalidated(
        StaticResource.typeOf("index.html"), html.getBytes(StandardCharsets.UTF_8));
  }
}
