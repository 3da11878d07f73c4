package dev.scores.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * The contracts and the domain API that the working tree is compared with: those of the newest
 * release tag {@code v*} before this commit. The files recorded in the tree stand in if there is no
 * such tag (no release yet, or a shallow clone), or if the tag has another major version: a
 * deliberate break then shows as a diff of the recorded files.
 *
 * @param contracts directory with {@code scores.yaml} and {@code users.yaml}
 * @param domainApi file with the lines of the {@link PublicApi}
 */
record Baseline(String name, Path contracts, Path domainApi) {

  static final Path ROOT = Path.of("..", "..");
  private static final String CONTRACTS = "openapi";
  private static final String DOMAIN_API = "scores-domain/public-api.txt";

  static final Baseline NOW =
      new Baseline("now", ROOT.resolve(CONTRACTS), ROOT.resolve(DOMAIN_API));
  static final Baseline LAST = last();

  private static Baseline last() {
    var tag = output("git", "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*");
    var last = tag.isEmpty() || mayBreak(tag.strip(), version()) ? recorded() : of(tag.strip());
    System.out.println("Compared with: " + last.name());
    return last;
  }

  /** Whether the version may break the tag: another major version; before 1.0, another minor. */
  static boolean mayBreak(String tag, String version) {
    return !compatiblePart(tag.substring(1)).equals(compatiblePart(version));
  }

  /** The leading part of a version that fixes what is compatible (VERSIONING.md). */
  private static String compatiblePart(String version) {
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
      throw new UncheckedIOException("cannot read openapi/scores.yaml", e);
    }
  }

  private static Baseline recorded() {
    return new Baseline(
        "the recorded baseline (this clone has no release tag of the same major version)",
        ROOT.resolve("openapi/baseline"),
        NOW.domainApi());
  }

  private static Baseline of(String tag) {
    try {
      var directory = Files.createDirectories(Path.of("target", "baseline", tag)).toAbsolutePath();
      var zip = directory.resolveSibling(tag + ".zip");
      output(
          "git",
          "-C",
          "../..",
          "archive",
          "--format=zip",
          "-o",
          zip.toString(),
          tag,
          CONTRACTS,
          DOMAIN_API);
      unpack(zip, directory);
      return new Baseline(tag, directory.resolve(CONTRACTS), directory.resolve(DOMAIN_API));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the baseline of " + tag, e);
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

  /** The output of the command; empty if it fails or is not installed. */
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
