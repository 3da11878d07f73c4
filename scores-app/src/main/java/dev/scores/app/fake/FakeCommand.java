package dev.scores.app.fake;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.commands.SelfParsing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fake}: serves from memory until SIGTERM. */
@Command(
    name = "fake",
    sortOptions = false,
    description = {
      "Serves from memory, for tests of clients: without a database and without the users service.",
      "The token user-7 belongs to user 7, and so on; teacher-7 may also read the scores of all"
          + " users, and grader belongs to a service account that may write them. Prints its address"
          + " in the first line when it is up. POST /__fake/reset and /__fake/fail control it. Reads"
          + " no settings."
    })
public final class FakeCommand implements Callable<Integer>, SelfParsing {

  private static final int MAX_USERS = 10_000;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on; 0, the default, selects a free one.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on, 127.0.0.1 by default; * for all interfaces.")
  private String host = "127.0.0.1";

  @Option(
      names = "--seed",
      paramLabel = "USERS",
      description = "Begin with the scores of so many demo users, the same each time.")
  private int users;

  @Option(
      names = "--reads",
      paramLabel = "WHO",
      description = "Who may read, as SCORES_READS: public, the default, members or private.")
  private String reads = "public";

  @Option(
      names = "--writes",
      paramLabel = "WHO",
      description = "Who may write, as SCORES_WRITES: learners, the default, or graders.")
  private String writes = "learners";

  @Option(names = "--attached", description = "End when standard input is closed.")
  private boolean isAttached;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Optional<Callable<Integer>> parse(List<String> arguments) {
    Iterator<String> words = arguments.iterator();
    FakeCommand parsed = new FakeCommand();
    try {
      if (!words.next().equals("fake")) {
        return Optional.empty();
      }
      while (words.hasNext()) {
        switch (words.next()) {
          case "--port" -> parsed.port = Integer.parseInt(words.next());
          case "--host" -> parsed.host = words.next();
          case "--seed" -> parsed.users = Integer.parseInt(words.next());
          case "--reads" -> parsed.reads = words.next();
          case "--writes" -> parsed.writes = words.next();
          case "--attached" -> parsed.isAttached = true;
          default -> {
            return Optional.empty();
          }
        }
      }
    } catch (NoSuchElementException | NumberFormatException wrongUsage) {
      return Optional.empty();
    }
    return Optional.of(parsed).filter(FakeCommand::isValid).map(valid -> valid);
  }

  private boolean isValid() {
    return users >= 0 && users <= MAX_USERS;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!isValid()) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(), "--seed must be from 0 to " + MAX_USERS);
    }
    try (FakeService fake = FakeService.launch(host, port, users, reads, writes)) {
      System.out.println(fake.url());
      if (isAttached) {
        System.in.transferTo(OutputStream.nullOutputStream());
      } else {
        new CountDownLatch(1).await();
      }
    }
    return 0;
  }
}
