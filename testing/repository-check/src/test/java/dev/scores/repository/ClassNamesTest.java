package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every class of the repository has a name of its own, so that a search finds one file. */
class ClassNamesTest {

  @Test
  void noTwoClassesHaveTheSameName() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT)) {
      assertEquals(Set.of(), repeated(files.filter(ClassNamesTest::isSource)));
    }
  }

  @Test
  void repeatedNameIsFound() {
    Stream<Path> files =
        Stream.of("a/Door.java", "b/Door.java", "a/package-info.java", "b/package-info.java")
            .map(Path::of);
    assertEquals(Set.of("Door.java"), repeated(files));
  }

  private static Set<String> repeated(Stream<Path> files) {
    List<String> names =
        files
            .map(file -> file.getFileName().toString())
            .filter(Predicate.not(name -> name.endsWith("-info.java")))
            .toList();
    Set<String> seen = new TreeSet<>();
    Set<String> repeated = new TreeSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        repeated.add(name);
      }
    }
    return repeated;
  }

  /** Generated sources and copies of projects are below {@code target}. */
  private static boolean isSource(Path file) {
    Path inside = Repository.ROOT.relativize(file);
    return file.toString().endsWith(".java")
        && Stream.of("target", "node_modules", ".git", ".data")
            .noneMatch(name -> contains(inside, name));
  }

  private static boolean contains(Path path, String name) {
    for (Path part : path) {
      if (part.toString().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
