package dev.scores.conformance;

/** What people are shown of what came over the wire. */
final class Excerpt {

  private static final int LONGEST = 300;

  private Excerpt() {}

  static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
