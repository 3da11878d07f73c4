package dev.scores.app.web;

/** A catalogue of exercises that cannot be used. The message says why. */
final class MalformedCatalogueException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedCatalogueException(String message) {
    super(message);
  }
}
