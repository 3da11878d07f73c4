package dev.scores.fuzzer;

import java.util.List;

/**
 * One request as it goes over the wire.
 *
 * @param headers lines without their ends
 * @param octets the payload, each char a byte
 */
record Trial(
    FuzzedOperation operation,
    Kind kind,
    String method,
    String target,
    List<String> headers,
    boolean authorised,
    String octets) {

  Trial {
    headers = List.copyOf(headers);
  }

  /** What must become of it. Where no token is asked for, one that is bad or missing may do. */
  Kind.Verdict verdict() {
    boolean onlyTheToken = kind == Kind.NO_TOKEN || kind == Kind.BAD_TOKEN;
    return onlyTheToken && !operation.tokenAsked() ? Kind.Verdict.OPEN : kind.verdict();
  }

  Trial withoutToken() {
    return new Trial(operation, kind, method, target, headers, false, octets);
  }

  Trial withMethod(String other) {
    return new Trial(operation, kind, other, target, headers, authorised, octets);
  }

  Trial withTarget(String other) {
    return new Trial(operation, kind, method, other, headers, authorised, octets);
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
