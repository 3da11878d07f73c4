package dev.scores.app.web;

import dev.scores.chassis.pages.ContentSecurityPolicy;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;

/**
 * The Content-Security-Policy of the document: nothing inline, nothing from other hosts, and calls
 * to this service and to the users service only; without {@code USERS_PUBLIC_URL}, to any port of
 * the page's host.
 */
@Singleton
@Requires(property = WebSettings.ENABLED, value = "true")
final class WebPolicy {

  private final WebProperties properties;

  WebPolicy(WebProperties properties) {
    this.properties = properties;
  }

  String of(HttpRequest<?> request) {
    return ContentSecurityPolicy.of("'self'", users(request));
  }

  private List<String> users(HttpRequest<?> request) {
    String url = properties.usersUrl();
    if (url.startsWith("/") || (url.isEmpty() && properties.usersPort().isEmpty())) {
      return List.of();
    }
    if (url.isEmpty()) {
      return ContentSecurityPolicy.portsOf(
          request.getHeaders().get(HttpHeaders.HOST, String.class).orElse(""));
    }
    URI address = URI.create(url);
    return List.of(address.getScheme() + "://" + address.getRawAuthority());
  }
}
