package dev.scores.app.access;

import dev.scores.chassis.http.ApiException;
import io.micronaut.http.HttpStatus;

/** The error of a caller who is known and lacks a right. */
public final class AccessErrors {

  private AccessErrors() {}

  public static ApiException notPermitted() {
    return ApiException.of(
        HttpStatus.FORBIDDEN, "not_permitted", "You do not have permission to do that.");
  }
}
