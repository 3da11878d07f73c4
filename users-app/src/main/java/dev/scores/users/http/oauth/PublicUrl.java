package dev.scores.users.http.oauth;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ssl.ServerSslConfiguration;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The address of this service as clients see it. */
@Singleton
final class PublicUrl {

  private final PublicUrlSettings settings;
  private final ServerSslConfiguration tls;

  PublicUrl(PublicUrlSettings settings, ServerSslConfiguration tls) {
    this.settings = settings;
    this.tls = tls;
  }

  /** Without a slash at the end; empty if unknown. */
  Optional<String> of(HttpRequest<?> request) {
    if (!settings.url().isEmpty()) {
      return Optional.of(settings.url());
    }
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST))
        .filter(host -> settings.fromHost())
        .map(host -> (tls.isEnabled() ? "https://" : "http://") + host);
  }
}
