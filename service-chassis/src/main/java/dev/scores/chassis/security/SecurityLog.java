package dev.scores.chassis.security;

import dev.scores.chassis.http.RequestIds;
import dev.scores.chassis.limits.ClientAddressResolver;
import dev.scores.chassis.logging.LogThrottle;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes security events to the logger {@code security}, one line each: {@code login failed: wrong
 * password (account 7, client 192.0.2.1)}. In JSON the details are separate fields, {@code event},
 * {@code reason}, {@code account_id}, {@code client_id}, {@code actor_id}, {@code client}, {@code
 * omitted}, besides {@code request_id}. No line contains a password, a token, a name or an email
 * address.
 *
 * <p>Writes at most {@value #LINES} lines of one kind and reason per {@link LogThrottle#INTERVAL};
 * the field {@code omitted} of the next line counts those left out. Thread-safe.
 */
@Singleton
public final class SecurityLog {

  static final int LINES = 20;

  private final Logger log = LoggerFactory.getLogger("security");
  private final LogThrottle throttle;
  private final Function<HttpRequest<?>, String> clients;

  @Inject
  public SecurityLog(ClientAddressResolver clients) {
    this(
        request -> clients.address(request).getHostAddress(),
        new LogThrottle(LINES, LogThrottle.INTERVAL, System::nanoTime));
  }

  SecurityLog(Function<HttpRequest<?>, String> clients, LogThrottle throttle) {
    this.clients = clients;
    this.throttle = throttle;
  }

  /** Records an event of a request. */
  public void record(SecurityEvent event, SecurityDetails details, HttpRequest<?> request) {
    write(event, details, request);
  }

  /** Records an event outside a request: a command or the start of the service. */
  public void record(SecurityEvent event, SecurityDetails details) {
    write(event, details, null);
  }

  private void write(
      SecurityEvent event, SecurityDetails details, @Nullable HttpRequest<?> request) {
    String cause = event.id() + details.reason().map(reason -> " " + reason.id()).orElse("");
    throttle
        .permit(cause)
        .ifPresent(
            omitted -> {
              Line line = new Line(log.atInfo(), event, details.reason());
              line.number("account_id", "account ", details.account());
              details
                  .serviceAccount()
                  .ifPresent(id -> line.text("client_id", "service account ", id));
              line.number("actor_id", "by account ", details.actor());
              if (request == null) {
                line.write(omitted);
              } else {
                line.text("client", "client ", clients.apply(request));
                withRequestId(request, () -> line.write(omitted));
              }
            });
  }

  /** Sets the request id, which the thread that validates a token may not have in its MDC. */
  private static void withRequestId(HttpRequest<?> request, Runnable write) {
    @Nullable String before = MDC.get(RequestIds.KEY);
    RequestIds.of(request).ifPresent(id -> MDC.put(RequestIds.KEY, id));
    try {
      write.run();
    } finally {
      if (before == null) {
        MDC.remove(RequestIds.KEY);
      } else {
        MDC.put(RequestIds.KEY, before);
      }
    }
  }

  /** Builds a line: fields for machines and a sentence for people. */
  private static final class Line {

    private LoggingEventBuilder fields;
    private final StringBuilder sentence = new StringBuilder();
    private String separator = " (";

    Line(LoggingEventBuilder fields, SecurityEvent event, Optional<SecurityReason> reason) {
      this.fields = fields.addKeyValue("event", event.id());
      sentence.append(event.text());
      reason.ifPresent(
          cause -> {
            field("reason", cause.id());
            sentence.append(": ").append(cause.text());
          });
    }

    void number(String field, String label, OptionalInt value) {
      if (value.isPresent()) {
        field(field, value.getAsInt());
        append(label, Integer.toString(value.getAsInt()));
      }
    }

    void text(String field, String label, String value) {
      field(field, value);
      append(label, value);
    }

    private void field(String name, Object value) {
      fields = fields.addKeyValue(name, value);
    }

    private void append(String label, String value) {
      sentence.append(separator).append(label).append(value);
      separator = ", ";
    }

    void write(long omitted) {
      if (omitted > 0) {
        field("omitted", omitted);
      }
      sentence.append(separator.equals(", ") ? ")" : "").append(LogThrottle.suffix(omitted));
      fields.log(sentence.toString());
    }
  }
}
