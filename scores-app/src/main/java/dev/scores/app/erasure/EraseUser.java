package dev.scores.app.erasure;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.domain.FollowedRemovals;
import dev.scores.domain.PersonalData;
import dev.scores.domain.UserId;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code erase-user}: erases a user whom no feed of removals names. */
@Command(
    name = "erase-user",
    description = {
      "Erases the scores and the history of a user, for users of another identity provider.",
      "It can be repeated: after an interruption, and once the user's last token has expired."
    })
public final class EraseUser implements Callable<Integer> {

  private final ServiceDefinition service;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "ID", description = "The id of the user.")
  private int id;

  @Spec private @Nullable CommandSpec spec;

  public EraseUser(ServiceDefinition service, Map<String, String> environment) {
    this.service = service;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    UserId user =
        UserId.of(id)
            .orElseThrow(
                () ->
                    new ParameterException(
                        requireNonNull(spec).commandLine(),
                        "the id of a user is from 1 to 2147483647"));
    LogOutput.to(environment);
    try (ApplicationContext context = service.commandContext(environment)) {
      ServiceDefinition.start(context, environment);
      Instant now = context.getBean(Clock.class).instant();
      context.getBean(FollowedRemovals.class).add(user, now);
      PersonalData data = context.getBean(PersonalData.class);
      if (!data.tryErase(user, now)) {
        print("A part of user %d waits for transactions that are open.".formatted(id));
        data.erase(user, now);
      }
    }
    print("User %d was erased.".formatted(id));
    return 0;
  }

  private void print(String message) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println(message);
    out.flush();
  }
}
