package dev.scores.users.http;

import dev.scores.chassis.limits.TrustedProxies;
import dev.scores.users.domain.ClientAddress;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** The addresses that requests come from, as far as {@link TrustedProxies} tell. */
@Singleton
final class ClientAddresses {

  private final TrustedProxies proxies;

  ClientAddresses(@Value("${limits.trusted-proxies}") String proxies) {
    this.proxies = TrustedProxies.parse(proxies);
  }

  /** The client of this thread's request. */
  ClientAddress current() {
    HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
    List<String> forwarded =
        request.getHeaders().getAll("X-Forwarded-For").stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .toList();
    return new ClientAddress(proxies.client(request.getRemoteAddress().getAddress(), forwarded));
  }
}
