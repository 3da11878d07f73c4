package dev.scores.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * What was promised last: the newest release tag {@code v*} before this commit. The recorded
 * baseline where no tag is to be seen (there is none yet, or the clone has no history), and where
 * the version is of another major than the tag, so that what breaks is shown by the baseline's
 * diff.
 */
record Baseline(String name, Path contracts, Path domain) {

  private static final Path ROOT = Path.of("..");
  private static final String CONTRACTS = "openapi";
  private static final String DOMAIN = "scores-domain/src/main/java";

  static final Baseline NOW = new Baseline("now", ROOT.resolve(CONTRACTS), ROOT.resolve(DOMAIN));
  static final Baseline LAST = last();

  private static Baseline last() {
    var tag = output("git", "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*");
    var last = tag.isEmpty() || mayBreak(tag.strip(), version()) ? recorded() : of(tag.strip());
    System.out.println("Compared with: " + last.name());
    return last;
  }

  /** Whether the version is of another major (before 1.0, minor) than the tag. */
  static boolean mayBreak(String tag, String version) {
    return !promising(tag.substring(1)).equals(promising(version));
  }

  /** The part of a version within which nothing breaks (VERSIONING.md). */
  private static String promising(String version) {
    var parts = version.split("\\.", 3);
    return parts[0].equals("0") ? "0." + parts[1] : parts[0];
  }

  private static String version() {
    try (var lines = Files.lines(ROOT.resolve(CONTRACTS).resolve("scores.yaml"))) {
      return lines
          .filter(line -> line.startsWith("  version:"))
          .findFirst()
          .orElseThrow()
          .replace("  version:", "")
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The contract cannot be read", e);
    }
  }

  private static Baseline recorded() {
    return new Baseline(
        "the recorded baseline (no release tag of this major version is to be seen here)",
        ROOT.resolve("openapi/baseline"),
        ROOT.resolve("scores-domain/baseline"));
  }

  private static Baseline of(String tag) {
    try {
      var directory = Files.createDirectories(Path.of("target", "baseline", tag)).toAbsolutePath();
      var zip = directory.resolveSibling(tag + ".zip");
      output(
          "git",
          "-C",
          "..",
          "archive",
          "--format=zip",
          "-o",
          zip.toString(),
          tag,
          CONTRACTS,
          DOMAIN);
      unpack(zip, directory);
      return new Baseline(tag, directory.resolve(CONTRACTS), directory.resolve(DOMAIN));
    } catch (IOException e) {
      throw new IllegalStateException("The sources of " + tag + " cannot be read", e);
    }
  }

  private static void unpack(Path zip, Path directory) throws IOException {
    try (var archive = new ZipFile(zip.toFile())) {
      for (var entry : archive.stream().filter(it -> !it.isDirectory()).toList()) {
        var file = directory.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, archive.getInputStream(entry).readAllBytes());
      }
    }
  }

  /** Nothing where the command fails, or is not there. */
  private static String output(String... command) {
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output : "";
    } catch (IOException none) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
