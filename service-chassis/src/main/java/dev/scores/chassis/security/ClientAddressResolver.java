package dev.scores.chassis.security;

import io.micronaut.http.HttpRequest;

/** Finds the address that a request comes from. A service with trusted proxies has a bean of it. */
@FunctionalInterface
public interface ClientAddressResolver {

  /** The address in text form, without a port. */
  String address(HttpRequest<?> request);
}
