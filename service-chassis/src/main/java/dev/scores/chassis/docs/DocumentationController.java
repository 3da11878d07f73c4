package dev.scores.chassis.docs;

import dev.scores.chassis.pages.ContentSecurityPolicy;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves the contract, its documentation page and the files of the page. Each file is listed, so
 * there is no path traversal.
 */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocumentationController {

  private final StaticResources documents;

  DocumentationController(StaticResources documents) {
    this.documents = documents;
  }

  @Get("/openapi.yaml")
  HttpResponse<byte[]> contract(HttpRequest<?> request) {
    return documents.contract().respond(request);
  }

  @Get("/docs")
  HttpResponse<byte[]> page(HttpRequest<?> request) {
    return page(request, "");
  }

  /** With a trailing slash, which RequestNormalizer has escaped. */
  @Get("/docs%2F")
  HttpResponse<byte[]> pageWithTrailingSlash(HttpRequest<?> request) {
    return page(request, "../");
  }

  @Get(
      uris = {
        "/docs/brief.js",
        "/docs/contract.js",
        "/docs/favicon.svg",
        "/docs/page.css",
        "/docs/page.js",
        "/docs/sign-in.js",
        "/docs/swagger-ui.css",
        "/docs/swagger-ui-bundle.js",
        "/docs/swagger-ui-bundle.js.LICENSE.txt"
      })
  HttpResponse<byte[]> file(HttpRequest<?> request) {
    return documents.file(request.getPath().substring("/docs/".length())).respond(request);
  }

  private HttpResponse<byte[]> page(HttpRequest<?> request, String toTheRoot) {
    List<String> callable = new ArrayList<>(documents.published().origins());
    callable.addAll(
        ContentSecurityPolicy.portsOf(
            request.getHeaders().get(HttpHeaders.HOST, String.class).orElse("")));
    return documents
        .page(toTheRoot)
        .respond(request)
        .header(
            "Content-Security-Policy",
            // Swagger UI's style sheet contains icons as data URLs.
            ContentSecurityPolicy.of("'self' data:", callable));
  }
}
