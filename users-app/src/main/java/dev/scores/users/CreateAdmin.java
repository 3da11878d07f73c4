package dev.scores.users;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.security.SecurityDetails;
import dev.scores.chassis.security.SecurityEvent;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.chassis.settings.Settings;
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

/** The command {@code create-admin}: appoints an admin from the command line. */
@Command(
    name = "create-admin",
    description = {
      "Makes the user with that email an admin with that password; adds the user if there is none.",
      "The password is USERS_ADMIN_PASSWORD, the text of the file USERS_ADMIN_PASSWORD_FILE, or the"
          + " first line of standard input."
    })
final class CreateAdmin implements Callable<Integer> {

  private final ServiceDefinition service;
  private final Map<String, String> environment;

  @Option(names = "--username", required = true, description = "Username, if the user is new.")
  private String username = "";

  @Option(names = "--email", required = true, description = "Email of the admin.")
  private String email = "";

  @Spec private @Nullable CommandSpec spec;

  CreateAdmin(ServiceDefinition service, Map<String, String> environment) {
    this.service = service;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    Username name =
        Username.of(username).orElseThrow(() -> invalid("--username is not a valid username"));
    EmailAddress address =
        EmailAddress.of(email).orElseThrow(() -> invalid("--email is not a valid email address"));
    SignUp admin = new SignUp(name, address, password(name, address));
    LogOutput.to(environment);
    // FirstAdmin must not appoint the admin of the settings.
    Map<String, String> settings = new HashMap<>(environment);
    settings.keySet().removeIf(variable -> variable.startsWith("USERS_ADMIN_"));
    try (ApplicationContext context = service.commandContext(settings)) {
      ServiceDefinition.start(context, settings);
      AppointAdminOutcome outcome = context.getBean(UserService.class).appoint(admin);
      if (outcome instanceof AppointAdminOutcome.Appointed appointed) {
        SecurityDetails details = SecurityDetails.ofAccount(appointed.user().id().value());
        context.getBean(SecurityLog.class).record(SecurityEvent.ADMIN_GRANTED, details);
      }
      return report(outcome);
    }
  }

  /** Not an argument: command lines are visible to other users of the machine. */
  private Password password(Username name, EmailAddress address) throws IOException {
    String given = Settings.value(FirstAdminSettings.PASSWORD, environment);
    Password password = new Password(given.isEmpty() ? firstLine() : given);
    if (password.flaw(name, address).isPresent()) {
      throw invalid(
          "the password must have %d to %d bytes and not be a common one, on standard input or in %s"
              .formatted(
                  Password.MIN_BYTES, Password.MAX_BYTES, FirstAdminSettings.PASSWORD.name()));
    }
    return password;
  }

  private static String firstLine() throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return Optional.ofNullable(input.readLine()).orElse("");
  }

  private int report(AppointAdminOutcome outcome) {
    switch (outcome) {
      case AppointAdminOutcome.Appointed appointed ->
          print(appointed.user().email().value() + " is now an admin.");
      case AppointAdminOutcome.WasAdmin existing ->
          print(existing.user().email().value() + " is already an admin.");
      case AppointAdminOutcome.UsernameTaken taken -> {
        System.err.println("--username is taken by another user");
        return 1;
      }
    }
    return 0;
  }

  private static void print(String line) {
    System.out.println(line);
  }

  private ParameterException invalid(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }
}
