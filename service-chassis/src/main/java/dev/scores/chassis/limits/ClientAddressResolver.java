package dev.scores.chassis.limits;

import dev.scores.chassis.settings.TrustedProxies;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Determines the client address of a request: the TCP peer, or the address in {@code
 * X-Forwarded-For} if the peer is one of the {@link TrustedProxies}. Limits and logs use it.
 * Immutable.
 */
@Singleton
public final class ClientAddressResolver {

  private final TrustedProxies proxies;

  @Inject
  ClientAddressResolver(LimitSettings settings) {
    this(settings.trustedProxies());
  }

  public ClientAddressResolver(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  public InetAddress address(HttpRequest<?> request) {
    List<String> forwarded =
        request.getHeaders().getAll("X-Forwarded-For").stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .toList();
    return proxies.client(request.getRemoteAddress().getAddress(), forwarded);
  }
}
