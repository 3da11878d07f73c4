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
      "Holds whatever answers at an address, this scores service or somebody's fake, against the contract.",
      "Writes scores of the caller for exercises beyond 1000000000, deletes nothing, and touches nobody else's."
    },
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {"0:all is as it should be", "1:something differs", "2:wrong usage"})
public final class Verify implements Callable<Integer> {

  @Option(
      names = "--verify",
      required = true,
      paramLabel = "URL",
      description = "Where the service is, http://localhost:5002 say.")
  private URI url = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "A bearer token of the caller. Without it only the public routes are judged.")
  private @Nullable String token;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes what was found there, as JUnit's XML.")
  private @Nullable Path report;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it.
  private boolean help;

  @Spec private @Nullable CommandSpec spec; // Picocli sets it.

  Verify() {}

  public static void main(String[] arguments) {
    // The command line, with the token: reports show all properties of the system.
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
      return judge(out);
    } catch (IOException away) {
      String why = away instanceof ConnectException ? "connection refused" : away.toString();
      out.println(url + " cannot be reached: " + why);
      return 1;
    } catch (UncheckedIOException noReport) {
      throw new ParameterException(line, noReport.getMessage(), noReport);
    }
  }

  private int judge(PrintWriter out) throws IOException, InterruptedException {
    int status = status("/scores/user?limit=1");
    if (token != null && (status == 401 || status == 403)) {
      out.println("The token is refused: GET /scores/user was answered with " + status + ".");
      return 1;
    }
    Conformance conformance = token == null ? Conformance.of(url) : Conformance.of(url, token);
    ConformanceResult verdict =
        report == null ? conformance.judge(out) : conformance.judge(out, report);
    out.println(
        verdict
            + (token == null ? " Only the public routes were judged: there is no --token." : ""));
    return verdict.isGood() ? 0 : 1;
  }

  private int status(String path) throws IOException, InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ServiceUnderTest.PATIENCE)
            .build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/+$", "") + path))
              .timeout(ServiceUnderTest.PATIENCE);
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
