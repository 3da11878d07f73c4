package dev.scores.users.http;

import dev.scores.chassis.limits.ClientAddressResolver;
import dev.scores.users.domain.ClientAddress;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;

/** Resolves client addresses for the domain. */
@Singleton
public final class ClientAddresses {

  private final ClientAddressResolver resolver;

  ClientAddresses(ClientAddressResolver resolver) {
    this.resolver = resolver;
  }

  /** The client of the current request. */
  public ClientAddress current() {
    return new ClientAddress(resolver.address(ServerRequestContext.currentRequest().orElseThrow()));
  }
}
