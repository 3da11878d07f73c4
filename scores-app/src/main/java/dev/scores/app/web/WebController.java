package dev.scores.app.web;

import dev.scores.chassis.http.AcceptHeader;
import dev.scores.chassis.pages.StaticResource;
import dev.scores.web.WebApp;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The web app: the document, its files and the catalogue of exercises. Files are looked up in a
 * map, so there is no path traversal.
 */
@Controller
@Requires(property = WebSettings.ENABLED, value = "true")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class WebController {

  private static final MediaType PROBLEM = MediaType.of("application/problem+json");

  private final WebAssets assets;
  private final WebDocument document;
  private final FirstPage firstPage;
  private final WebPolicy policy;
  private final ExerciseTitles titles;
  private final WebProperties properties;

  WebController(
      WebAssets assets,
      WebDocument document,
      FirstPage firstPage,
      WebPolicy policy,
      ExerciseTitles titles,
      WebProperties properties) {
    this.assets = assets;
    this.document = document;
    this.firstPage = firstPage;
    this.policy = policy;
    this.titles = titles;
    this.properties = properties;
  }

  /**
   * One document for all pages: the query selects the page. A client of the API that lost its path
   * gets the error that every unknown path returns.
   */
  @Get("/")
  HttpResponse<byte[]> document(HttpRequest<?> request) {
    if (prefersJson(request)) {
      throw notFound();
    }
    String language = language(request);
    PageAddress page = PageAddress.of(request.getParameters());
    return Optional.of(page)
        .filter(PageAddress.BoardPage.class::isInstance)
        .flatMap(board -> firstPage.in(language))
        .orElseGet(() -> document.withoutContent(page, language))
        .respond(request)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .header(HttpHeaders.CONTENT_LANGUAGE, language)
        .header("Content-Security-Policy", policy.of(request));
  }

  @Get("/web/{digest}/{+path}")
  HttpResponse<byte[]> file(HttpRequest<?> request) {
    return assets
        .file(request.getPath().substring("/web/".length()))
        .orElseThrow(WebController::notFound)
        .respond(request);
  }

  @Get("/web/exercises.json")
  HttpResponse<byte[]> catalogue(HttpRequest<?> request) {
    if (!properties.hasCatalogue()) {
      throw notFound();
    }
    return StaticResource.revalidated(
            StaticResource.typeOf("exercises.json"), titles.current().json())
        .respond(request);
  }

  private static boolean prefersJson(HttpRequest<?> request) {
    return !AcceptHeader.best(
            request,
            List.of(MediaType.TEXT_HTML_TYPE, MediaType.APPLICATION_JSON_TYPE, PROBLEM),
            Function.identity())
        .equals(MediaType.TEXT_HTML_TYPE);
  }

  /** The language that the client ranks highest. */
  private static String language(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE))
        .map(WebController::ranges)
        .map(ranges -> Locale.lookupTag(ranges, WebApp.LANGUAGES))
        .orElse(WebApp.LANGUAGES.getFirst());
  }

  private static List<Locale.LanguageRange> ranges(String accepted) {
    try {
      return Locale.LanguageRange.parse(accepted);
    } catch (IllegalArgumentException malformed) {
      return List.of();
    }
  }

  private static HttpStatusException notFound() {
    return new HttpStatusException(HttpStatus.NOT_FOUND, "");
  }
}
