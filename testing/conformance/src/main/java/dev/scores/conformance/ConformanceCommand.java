package dev.scores.conformance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the conformance check. */
@Command(
    name = "conformance",
    sortOptions = false,
    description = {
      "Checks that a scores service, or a test double of it, conforms to the contract.",
      "Writes and removes scores of the caller for exercises above 1000000000, no others."
    },
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {
      "0:the service conforms, as far as it was judged",
      "1:the service differs from a rule",
      "2:invalid usage",
      "3:the service cannot be reached, is no scores service or rejects the token"
    })
public final class ConformanceCommand implements Callable<Integer> {

  private static final int DIFFERS = 1;
  private static final int NOT_CHECKED = 3;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "Address of the service, for example http://localhost:5002.")
  private @Nullable URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Bearer token of the caller. Without it, only public operations are checked.")
  private String token = "";

  @Option(
      names = "--other-token",
      paramLabel = "TOKEN",
      description = "Bearer token of a second user, for rules about two users.")
  private String otherToken = "";

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "contract (default): rules of the contract; strict: hardening rules, too.")
  private Level level = Level.CONTRACT;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "RULE",
      description = "Check only these rules or groups, for example list,path.pingReturnsPong.")
  private List<String> only = List.of();

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "RULE",
      description = "Do not check these rules or groups.")
  private List<String> skip = List.of();

  @Option(names = "--list", description = "Print the rules with their sources, and exit.")
  private boolean list;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Longest time for one response (default: 30).")
  private int timeout = 30;

  @Option(
      names = "--feed-wait",
      paramLabel = "SECONDS",
      description = "Longest time to wait for a write in the change feed (default: 10).")
  private int feedWait = 10;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Certificates (PEM) to trust instead of those of Java.")
  private @Nullable Path certificates;

  @Option(names = "--json", paramLabel = "FILE", description = "Write a report as JSON.")
  private @Nullable Path json;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write a report as JUnit's XML.")
  private @Nullable Path junit;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean help;

  @Spec private @Nullable CommandSpec spec; // Set by picocli.

  ConformanceCommand() {}

  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(out, err, arguments));
  }

  /**
   * Runs the command and returns its exit code.
   *
   * @param out receives the findings
   * @param err receives progress and errors
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new ConformanceCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = line().getOut();
    List<Rule> rules = rules();
    if (list) {
      rules.forEach(
          rule -> out.printf("%-8s %s%n    %s%n", rule.level(), rule.id(), rule.clause()));
      return 0;
    }
    RunSettings settings = settings();
    prepare(json);
    prepare(junit);
    Optional<String> problem = Reachability.problem(settings);
    if (problem.isPresent()) {
      line().getErr().println(problem.get());
      return NOT_CHECKED;
    }
    RunReport report = new Conformance(settings).check(rules, line().getErr());
    if (json != null) {
      JsonReport.write(report, json);
    }
    if (junit != null) {
      JunitReport.write(report, junit);
    }
    TextReport.print(report, out);
    return report.isSuccess() ? 0 : DIFFERS;
  }

  private List<Rule> rules() {
    List<String> unknown = new ArrayList<>(only);
    unknown.addAll(skip);
    unknown.removeIf(name -> Rule.ALL.stream().anyMatch(rule -> rule.isNamed(name)));
    if (!unknown.isEmpty()) {
      throw usage("unknown rule or group: " + String.join(", ", unknown) + " (see --list)");
    }
    List<Rule> rules =
        Rule.ALL.stream()
            .filter(rule -> only.isEmpty() || only.stream().anyMatch(rule::isNamed))
            .filter(rule -> skip.stream().noneMatch(rule::isNamed))
            .filter(rule -> rule.level().compareTo(level) <= 0)
            .toList();
    if (rules.isEmpty()) {
      throw usage("no rule is selected at --level " + level);
    }
    return rules;
  }

  private RunSettings settings() {
    if (url == null || url.getHost() == null || !isHttp(url)) {
      throw usage(
          "a URL such as http://localhost:5002 is expected" + (url == null ? "" : ", not " + url));
    }
    if (timeout < 1 || feedWait < 0) {
      throw usage("--timeout must be at least 1, --feed-wait at least 0");
    }
    if (!(token + otherToken).matches("[!-~]*")) {
      throw usage("a token must have visible ASCII characters only");
    }
    try {
      return new RunSettings(
          URI.create(url.toString().replaceFirst("/+$", "")),
          token,
          otherToken,
          Duration.ofSeconds(timeout),
          Duration.ofSeconds(feedWait),
          TrustedCertificates.context(Optional.ofNullable(certificates)),
          Optional.ofNullable(certificates));
    } catch (IOException exception) {
      throw usage("--ca " + certificates + " cannot be read: " + exception.getMessage());
    }
  }

  private static boolean isHttp(URI url) {
    return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT).matches("https?");
  }

  /** Finds out before the check whether a report can be written. */
  private void prepare(@Nullable Path report) {
    if (report == null) {
      return;
    }
    try {
      Files.createDirectories(requireNonNull(report.toAbsolutePath().getParent()));
      Files.writeString(report, "");
    } catch (IOException exception) {
      throw usage(report + " cannot be written: " + exception);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(line(), message);
  }

  private CommandLine line() {
    return requireNonNull(spec).commandLine();
  }
}
