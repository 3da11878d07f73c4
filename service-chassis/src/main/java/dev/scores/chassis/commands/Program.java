package dev.scores.chassis.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.operations.Release;
import dev.scores.chassis.settings.InvalidSettingsException;
import java.io.PrintWriter;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * A service as a program: the commands that every service has, and those of its own. Ends with 0
 * where all went well, 2 where the command line is wrong, {@value #WRONG_CONFIGURATION} where the
 * environment is, and 1 otherwise, having said why on standard error in a line.
 */
public final class Program {

  /** sysexits.h, EX_CONFIG. */
  static final int WRONG_CONFIGURATION = 78;

  private final String name;
  private final ServiceDefinition service;
  private final Seed seed;
  private final List<Object> ownCommands;

  /**
   * @param ownCommands as picocli knows them: objects of classes that are {@link Command}s
   */
  public Program(String name, ServiceDefinition service, Seed seed, Object... ownCommands) {
    this.name = name;
    this.service = service;
    this.seed = seed;
    this.ownCommands = List.of(ownCommands);
  }

  /** Does what the arguments say and ends the process. */
  public void run(String[] arguments, Map<String, String> environment) {
    LogOutput.ofService(name, Release.version());
    VirtualThreadCarriers.configure();
    // A name that could not be resolved a moment ago is asked for again; Java says no for 10 s.
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    int status = execute(arguments, environment, new PrintWriter(System.err, true, UTF_8));
    System.out.flush();
    // Not exit: a context that has started half-way has nothing in flight to wait for.
    Runtime.getRuntime().halt(status);
  }

  /**
   * Where there is nothing to understand, the reader of command lines is not loaded: it is slow.
   */
  int execute(String[] arguments, Map<String, String> environment, PrintWriter errors) {
    if (arguments.length > 0 && !Arrays.equals(arguments, new String[] {Serve.NAME})) {
      return line(environment).setErr(errors).execute(arguments);
    }
    try {
      return new Serve(service, environment).call();
    } catch (InterruptedException | RuntimeException fault) {
      return tell(fault, errors);
    }
  }

  private CommandLine line(Map<String, String> environment) {
    CommandLine line = new CommandLine(new Root(service, environment)).setCommandName(name);
    line.addSubcommand(new Serve(service, environment));
    line.addSubcommand(new Migrate(environment));
    line.addSubcommand(new RecreateDb(environment));
    line.addSubcommand(new SeedDb(service, seed, environment));
    ownCommands.forEach(line::addSubcommand);
    return line.setParameterExceptionHandler(
            (wrong, arguments) -> {
              CommandLine at = wrong.getCommandLine();
              at.getErr().println(wrong.getMessage());
              at.usage(at.getErr());
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler((fault, at, arguments) -> tell(fault, at.getErr()));
  }

  private static int tell(Exception fault, PrintWriter errors) {
    if (fault instanceof InvalidSettingsException wrong) {
      wrong.lines().forEach(errors::println);
      return WRONG_CONFIGURATION;
    }
    errors.println(StartFailure.line(fault));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** What happens without a command. */
  @Command(
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Serves, unless a command says otherwise. Settings are environment variables.")
  private record Root(ServiceDefinition service, Map<String, String> environment)
      implements Callable<Integer> {

    @Override
    public Integer call() throws InterruptedException {
      return new Serve(service, environment).call();
    }
  }

  /** What the jar's manifest says. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {Release.version()};
    }
  }
}
