package dev.scores.users;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.security.SecurityDetails;
import dev.scores.chassis.security.SecurityEvent;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.users.domain.AppointAdminOutcome;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.SignUp;
import dev.scores.users.domain.UserService;
import dev.scores.users.domain.Username;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "create-admin",
    description = {
      "Makes the user of that email an admin with that password, or makes such a user.",
      "The password is the first line of standard input, or USERS_ADMIN_PASSWORD."
    })
final class CreateAdmin implements Callable<Integer> {

  private static final String PASSWORD = "USERS_ADMIN_PASSWORD";

  private final ServiceDefinition service;
  private final Map<String, String> environment;

  @Option(names = "--username", required = true, description = "The name of a new user.")
  private String username = "";

  @Option(names = "--email", required = true, description = "Who is to be an admin.")
  private String email = "";

  @Spec private @Nullable CommandSpec spec;

  CreateAdmin(ServiceDefinition service, Map<String, String> environment) {
    this.service = service;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Username name =
        Username.of(username).orElseThrow(() -> wrong("--username: that is no username"));
    EmailAddress address =
        EmailAddress.of(email).orElseThrow(() -> wrong("--email: that is no email address"));
    SignUp admin = new SignUp(name, address, password(name, address));
    LogOutput.to(environment);
    // The admin of the configuration is another matter.
    Map<String, String> rest = new HashMap<>(environment);
    rest.remove(PASSWORD);
    rest.remove("USERS_ADMIN_EMAIL");
    try (ApplicationContext context = service.context(rest)) {
      ServiceDefinition.start(context, rest);
      AppointAdminOutcome appointment = context.getBean(UserService.class).appoint(admin);
      if (appointment instanceof AppointAdminOutcome.Appointed appointed) {
        SecurityDetails details = SecurityDetails.ofAccount(appointed.user().id().value());
        context.getBean(SecurityLog.class).record(SecurityEvent.ADMIN_GRANTED, details);
      }
      return report(appointment);
    }
  }

  /** Never from an argument: whoever lists the processes would see it. */
  private Password password(Username name, EmailAddress address) throws IOException {
    String given = environment.getOrDefault(PASSWORD, "");
    Password password = new Password(given.isEmpty() ? firstLine() : given);
    if (password.flaw(name, address).isPresent()) {
      throw wrong(
          "the password should be %d to %d bytes and not a common one, on standard input or in %s"
              .formatted(Password.MIN_BYTES, Password.MAX_BYTES, PASSWORD));
    }
    return password;
  }

  private static String firstLine() throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return Optional.ofNullable(input.readLine()).orElse("");
  }

  private int report(AppointAdminOutcome appointment) {
    switch (appointment) {
      case AppointAdminOutcome.Appointed appointed ->
          say(appointed.user().email().value() + " is an admin now.");
      case AppointAdminOutcome.WasAdmin was ->
          say(was.user().email().value() + " was an admin already.");
      case AppointAdminOutcome.UsernameTaken taken -> {
        System.err.println("--username: another user has that name");
        return 1;
      }
    }
    return 0;
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
