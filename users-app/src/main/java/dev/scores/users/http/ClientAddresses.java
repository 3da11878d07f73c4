package dev.scores.users.http;

import dev.scores.chassis.limits.ClientAddressResolver;
import dev.scores.users.domain.ClientAddress;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;

/** The addresses that requests come from, for the domain. */
@Singleton
final class ClientAddresses {

  private final ClientAddressResolver resolver;

  ClientAddresses(ClientAddressResolver resolver) {
    this.resolver = resolver;
  }

  /** The client of this thread's request. */
  ClientAddress current() {
    return new ClientAddress(resolver.address(ServerRequestContext.currentRequest().orElseThrow()));
  }
}
