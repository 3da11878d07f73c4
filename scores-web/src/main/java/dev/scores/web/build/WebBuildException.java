package dev.scores.web.build;

/** A defect in the sources of the web app. The message names the file and the problem. */
final class WebBuildException extends RuntimeException {

  private static final long serialVersionUID = 1;

  WebBuildException(String message) {
    super(message);
  }
}
