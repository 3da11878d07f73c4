package dev.scores.conformance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code ./run --verify}. */
@Command(
    name = "./run",
    sortOptions = false,
    description = {
      "Checks that a scores service, or a test double of it, conforms to the contract.",
      "Writes scores of the caller for exercises above 1000000000; deletes nothing."
    },
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {"0:all checks passed", "1:a check failed", "2:invalid usage"})
public final class Verify implements Callable<Integer> {

  @Option(
      names = "--verify",
      required = true,
      paramLabel = "URL",
      description = "Address of the service, for example http://localhost:5002.")
  private URI url = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Bearer token of the caller. Without it, only the public routes are checked.")
  private @Nullable String token;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a report in JUnit's XML format.")
  private @Nullable Path report;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean help;

  @Spec private @Nullable CommandSpec spec; // Set by picocli.

  Verify() {}

  public static void main(String[] arguments) {
    // It has the command line with the token, and reports list all system properties.
    System.clearProperty("sun.java.command");
    System.exit(run(new PrintWriter(System.out, true, System.out.charset()), arguments));
  }

  /** Returns the exit code. */
  public static int run(PrintWriter out, String... arguments) {
    return new CommandLine(new Verify()).setOut(out).execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = requireNonNull(spec).commandLine();
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
      throw new ParameterException(
          line, "--verify needs a URL such as http://localhost:5002, not " + url);
    }
    PrintWriter out = line.getOut();
    try {
      return check(out);
    } catch (IOException unreachable) {
      String reason =
          unreachable instanceof ConnectException ? "connection refused" : unreachable.toString();
      out.println(url + " cannot be reached: " + reason);
      return 1;
    } catch (UncheckedIOException notWritten) {
      throw new ParameterException(line, notWritten.getMessage(), notWritten);
    }
  }

  private int check(PrintWriter out) throws IOException, InterruptedException {
    int status = status("/scores/user?limit=1");
    if (token != null && (status == 401 || status == 403)) {
      out.println("The service rejected the token: GET /scores/user returned " + status + ".");
      return 1;
    }
    Conformance conformance = token == null ? Conformance.of(url) : Conformance.of(url, token);
    ConformanceResult result =
        report == null ? conformance.check(out) : conformance.check(out, report);
    out.println(
        result
            + (token == null
                ? " Only the public routes were checked, because no --token was given."
                : ""));
    return result.isSuccess() ? 0 : 1;
  }

  private int status(String path) throws IOException, InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ServiceUnderTest.TIMEOUT)
            .build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + path))
              .timeout(ServiceUnderTest.TIMEOUT);
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
