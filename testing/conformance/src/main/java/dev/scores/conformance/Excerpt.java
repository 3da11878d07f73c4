package dev.scores.conformance;

/** Shortens received text for messages. */
final class Excerpt {

  private static final int MAX_LENGTH = 300;

  private Excerpt() {}

  static String oneLine(String text) {
    // Bodies can be large.
    String start = text.substring(0, Math.min(text.length(), 2 * MAX_LENGTH));
    String line = start.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
