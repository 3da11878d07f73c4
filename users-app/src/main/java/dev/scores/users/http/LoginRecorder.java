package dev.scores.users.http;

import static java.util.Objects.requireNonNull;

import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.ClientTokenOutcome;
import dev.scores.users.domain.HashingBusyException;
import dev.scores.users.domain.LoginOutcome;
import dev.scores.users.domain.TooManyHashesException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs logins, of service accounts too, and records rejected ones in the security log and, by
 * reason, in the metric {@code logins_rejected_total}. Besides the reasons of the domain there are
 * {@code limited}, too many attempts, and {@code busy}, too many passwords being hashed.
 * Thread-safe.
 */
@Singleton
public final class LoginRecorder {

  private static final String LIMITED = "limited";
  private static final String BUSY = "busy";
  private static final String WRONG_SECRET = "wrong_secret";

  private final Map<String, Counter> rejected;

  private final LoginSlots slots;
  private final AccountEvents events;

  LoginRecorder(MeterRegistry registry, LoginSlots slots, AccountEvents events) {
    this.slots = slots;
    this.events = events;
    this.rejected =
        Stream.concat(
                Stream.of(LoginOutcome.Reason.values()).map(LoginRecorder::label),
                List.of(LIMITED, BUSY, WRONG_SECRET).stream())
            .collect(Collectors.toMap(Function.identity(), reason -> counter(reason, registry)));
  }

  private static Counter counter(String reason, MeterRegistry registry) {
    return Counter.builder("logins.rejected")
        .description("Logins that were rejected, by reason.")
        .tag("reason", reason)
        .register(registry);
  }

  /** Runs the login in one of the client's slots and returns its outcome. */
  LoginOutcome record(ClientAddress client, Supplier<LoginOutcome> attempt) {
    try {
      LoginOutcome login = slots.run(client, attempt);
      switch (login) {
        case LoginOutcome.LoggedIn in -> {}
        case LoginOutcome.Rejected no -> {
          count(label(no.reason()));
          events.loginFailed(no);
        }
        case LoginOutcome.Limited limited -> {
          count(LIMITED);
          events.loginLimited(limited.user());
        }
      }
      return login;
    } catch (TooManyHashesException tooMany) {
      count(BUSY);
      events.loginLimited(Optional.empty());
      throw tooMany;
    } catch (HashingBusyException busy) {
      count(BUSY);
      throw busy;
    }
  }

  /** Runs the token request of a service account in one of the client's slots. */
  public ClientTokenOutcome recordClient(
      ClientAddress client, Supplier<ClientTokenOutcome> attempt) {
    ClientTokenOutcome outcome = slots.run(client, attempt);
    switch (outcome) {
      case ClientTokenOutcome.Issued issued -> {}
      case ClientTokenOutcome.InvalidScope invalid -> {}
      case ClientTokenOutcome.Rejected rejected -> {
        count(
            rejected.account().isPresent()
                ? WRONG_SECRET
                : label(LoginOutcome.Reason.UNKNOWN_ACCOUNT));
        events.loginFailed(rejected);
      }
      case ClientTokenOutcome.Limited limited -> {
        count(LIMITED);
        events.loginLimited(Optional.empty());
      }
    }
    return outcome;
  }

  private void count(String reason) {
    requireNonNull(rejected.get(reason)).increment();
  }

  private static String label(LoginOutcome.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
