package dev.scores.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The public API of a jar, one line for each public or protected type and for each of its members.
 * A line begins with the type's name: {@code ScoreId: method long value()}.
 */
record PublicApi(SortedSet<String> lines) {

  PublicApi(Collection<String> lines) {
    this(new TreeSet<>(lines));
  }

  static PublicApi read(Path file) throws IOException {
    return new PublicApi(Files.readAllLines(file));
  }

  void write(Path file) throws IOException {
    Files.write(file, lines);
  }

  /** The lines that the later API lacks: a program that uses one fails when it is linked. */
  List<String> removedIn(PublicApi later) {
    return lines.stream().filter(line -> !later.lines.contains(line)).toList();
  }

  /**
   * The lines that the later API adds and that stop a program from compiling: an abstract method of
   * an existing type, and a further case of an existing sealed type.
   */
  List<String> demandedBy(PublicApi later) {
    return later.lines.stream()
        .filter(line -> !lines.contains(line))
        .filter(line -> line.contains(": method abstract ") || line.contains(": permits "))
        .filter(line -> lines.stream().anyMatch(known -> typeOf(known).equals(typeOf(line))))
        .toList();
  }

  private static String typeOf(String line) {
    return line.substring(0, line.indexOf(':'));
  }
}
