package dev.scores.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts fakes as processes. They end when their standard input is closed. */
final class FakeProcess {

  private FakeProcess() {}

  static ScoresFakeServer start(int seed) {
    Process process = launch(seed);
    return new ScoresFakeServer(address(process), () -> stop(process));
  }

  static Process launch(int seed) {
    ServiceFiles service = ServiceFiles.get();
    List<String> command = new ArrayList<>();
    command.add(JavaCommand.find());
    command.add("@" + service.javaOptions());
    service
        .archive()
        .ifPresent(
            archive ->
                command.addAll(
                    List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive)));
    command.addAll(List.of("-jar", service.jar().toString()));
    command.addAll(List.of("fake", "--attached", "--seed", Integer.toString(seed)));
    try {
      return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    } catch (IOException fault) {
      throw new UncheckedIOException("The fake cannot start: " + String.join(" ", command), fault);
    }
  }

  /** The first line of the output. */
  private static URI address(Process process) {
    try {
      @Nullable String address = process.inputReader(StandardCharsets.UTF_8).readLine();
      if (address == null) {
        throw new IllegalStateException(
            "The fake ended before it served, with status " + stop(process));
      }
      return URI.create(address);
    } catch (IOException fault) {
      throw new UncheckedIOException("The fake did not print its address", fault);
    }
  }

  private static int stop(Process process) {
    process.destroy();
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
