package dev.scores.fuzzer;

import java.util.List;

/**
 * A request as it is sent.
 *
 * @param headers header lines without line ends
 * @param octets the payload, one char for each byte
 */
record FuzzedRequest(
    FuzzedOperation operation,
    RequestKind kind,
    String method,
    String target,
    List<String> headers,
    boolean withToken,
    String octets) {

  FuzzedRequest {
    headers = List.copyOf(headers);
  }

  /** The expected outcome. A public operation accepts requests without a valid token. */
  RequestKind.Expectation expectation() {
    boolean isTokenKind = kind == RequestKind.NO_TOKEN || kind == RequestKind.INVALID_TOKEN;
    return isTokenKind && !operation.needsToken()
        ? RequestKind.Expectation.ANY
        : kind.expectation();
  }

  FuzzedRequest withoutToken() {
    return new FuzzedRequest(operation, kind, method, target, headers, false, octets);
  }

  FuzzedRequest withMethod(String other) {
    return new FuzzedRequest(operation, kind, other, target, headers, withToken, octets);
  }

  FuzzedRequest withTarget(String other) {
    return new FuzzedRequest(operation, kind, method, other, headers, withToken, octets);
  }

  @Override
  public String toString() {
    return "%s %s: %s %s %s %s"
        .formatted(operation, kind, method, shortened(target), headers, shortened(octets));
  }

  static String shortened(String text) {
    String shown = text.length() <= 300 ? text : text.substring(0, 300) + "… " + text.length();
    return shown.replaceAll("\\p{Cntrl}", "\u00b7");
  }
}
