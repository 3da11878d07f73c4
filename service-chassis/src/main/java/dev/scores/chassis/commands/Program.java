package dev.scores.chassis.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.operations.Release;
import dev.scores.chassis.settings.InvalidSettingsException;
import java.io.PrintWriter;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command line of a service: the common commands and the service's own. Exit status: 0 on
 * success, 2 for an invalid command line, {@value #INVALID_CONFIGURATION} for an invalid
 * environment, 1 for other failures, each with a line on standard error.
 */
public final class Program {

  /** sysexits.h, EX_CONFIG. */
  static final int INVALID_CONFIGURATION = 78;

  private final String name;
  private final ServiceDefinition service;
  private final Seed seed;
  private final List<Object> ownCommands;

  /**
   * @param ownCommands objects whose classes are annotated with {@link Command}
   */
  public Program(String name, ServiceDefinition service, Seed seed, Object... ownCommands) {
    this.name = name;
    this.service = service;
    this.seed = seed;
    this.ownCommands = List.of(ownCommands);
  }

  /** Executes the command and ends the process. */
  public void run(String[] arguments, Map<String, String> environment) {
    LogOutput.ofService(name, Release.version());
    VirtualThreadCarriers.configure();
    // Failed name look-ups are repeated at once; by default Java caches them for 10 s.
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    PrintWriter output = new PrintWriter(System.out, true, UTF_8);
    // A client of TLS 1.2 could otherwise repeat the handshake, which costs it little.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    int status = execute(arguments, environment, output, new PrintWriter(System.err, true, UTF_8));
    output.flush();
    // Not exit: a partly started context has no requests in flight to wait for.
    Runtime.getRuntime().halt(status);
  }

  /**
   * Executes the command and returns the exit status, if possible without loading picocli, which is
   * slow: if there are no arguments to parse, or if a {@link SelfParsing} command can parse them.
   */
  public int execute(
      String[] arguments, Map<String, String> environment, PrintWriter output, PrintWriter errors) {
    List<String> words = List.of(arguments);
    Optional<Callable<Integer>> parsed =
        words.isEmpty() || words.equals(List.of(Serve.NAME))
            ? Optional.of(new Serve(service, environment))
            : ownCommands.stream()
                .filter(SelfParsing.class::isInstance)
                .flatMap(command -> ((SelfParsing) command).parse(words).stream())
                .findFirst();
    if (parsed.isEmpty()) {
      return commandLine(environment, output).setErr(errors).execute(arguments);
    }
    try {
      return parsed.get().call();
    } catch (Exception fault) {
      return report(fault, errors);
    }
  }

  private CommandLine commandLine(Map<String, String> environment, PrintWriter output) {
    CommandLine line = new CommandLine(new Root(service, environment)).setCommandName(name);
    line.addSubcommand(new Serve(service, environment));
    line.addSubcommand(new Migrate(environment, output));
    line.addSubcommand(new RecreateDb(environment, output));
    line.addSubcommand(new AfterRestore(environment, output));
    line.addSubcommand(new SeedDb(service, seed, environment, output));
    ownCommands.forEach(line::addSubcommand);
    return line.setOut(output)
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              CommandLine at = wrong.getCommandLine();
              at.getErr().println(wrong.getMessage());
              at.usage(at.getErr());
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler((fault, at, arguments) -> report(fault, at.getErr()));
  }

  private static int report(Exception fault, PrintWriter errors) {
    if (fault instanceof InvalidSettingsException wrong) {
      wrong.lines().forEach(errors::println);
      return INVALID_CONFIGURATION;
    }
    errors.println(StartFailure.line(fault));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The default without a command. */
  @Command(
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Serves unless a command is given. Settings are environment variables.")
  private record Root(ServiceDefinition service, Map<String, String> environment)
      implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
      return new Serve(service, environment).call();
    }
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {Release.version()};
    }
  }
}
