package dev.scores.users.mail;

import dev.scores.chassis.logging.DependencyLog;
import dev.scores.chassis.logging.RootCause;
import dev.scores.users.domain.Mail;
import dev.scores.users.domain.Mails;
import dev.scores.users.domain.UsersUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Sends mails by SMTP, on one thread. At most {@value #MAX_QUEUED} wait; further ones are dropped.
 * The metric {@code mails_total} counts mails that were {@code sent}, {@code failed} or {@code
 * dropped}. Log lines contain neither addresses nor tokens. Thread-safe.
 */
@Singleton
final class SmtpMails implements Mails {

  private static final int MAX_QUEUED = 1000;
  private static final int STOP_SECONDS = 5;

  private final Optional<SmtpClient> client;
  private final String page;
  private final Clock clock;
  private final DependencyLog log;
  private final Counter sent;
  private final Counter failed;
  private final Counter dropped;

  /** Its thread ends when it is idle, so that a service without mail has none. */
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_QUEUED),
          Thread.ofPlatform().name("mail").daemon().factory());

  SmtpMails(MailSettings settings, MeterRegistry registry, Clock clock) {
    Optional<SmtpServer> server =
        Optional.of(settings.server()).filter(url -> !url.isEmpty()).map(SmtpServer::parse);
    this.client = server.map(it -> new SmtpClient(it, sender(settings, it)));
    this.page = settings.page();
    this.clock = clock;
    this.log =
        new DependencyLog(
            LoggerFactory.getLogger(SmtpMails.class),
            "mail server at " + server.map(it -> it.host() + ":" + it.port()).orElse("none"));
    this.sent = counter("sent", registry);
    this.failed = counter("failed", registry);
    this.dropped = counter("dropped", registry);
    thread.allowCoreThreadTimeOut(true);
  }

  private static String sender(MailSettings settings, SmtpServer server) {
    return settings.from().isEmpty() ? server.defaultSender() : settings.from();
  }

  private static Counter counter(String outcome, MeterRegistry registry) {
    return Counter.builder("mails")
        .description("Mails, by outcome.")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public boolean areOn() {
    return client.isPresent();
  }

  @Override
  public void queue(Supplier<Optional<Mail>> composition) {
    try {
      thread.execute(() -> composition(composition));
    } catch (RejectedExecutionException full) {
      dropped.increment();
      log.report("full", "is too slow: " + MAX_QUEUED + " mails wait, and one was dropped");
    }
  }

  private void composition(Supplier<Optional<Mail>> composition) {
    try {
      composition.get().ifPresent(this::send);
    } catch (UsersUnavailable away) {
      // The log of the database has the reason.
      failed.increment();
    } catch (RuntimeException defect) {
      failed.increment();
      LoggerFactory.getLogger(SmtpMails.class).error("a mail could not be composed", defect);
    }
  }

  private void send(Mail mail) {
    try {
      client
          .orElseThrow()
          .send(mail.to().email().value(), MailText.of(mail, page), clock.instant());
      sent.increment();
      log.succeeded();
    } catch (AuthenticationFailedException refused) {
      failed.increment();
      log.failed("login", "rejected the user or the password of SMTP_URL");
    } catch (SendFailedException refused) {
      // Its message has the address.
      failed.increment();
      log.report("recipient", "rejected the recipient of a mail");
    } catch (MessagingException away) {
      failed.increment();
      String cause = rootCause(away);
      log.failed(cause, "did not accept a mail: " + cause);
    }
  }

  /** The class of the innermost exception: its message may have an address. */
  private static String rootCause(Throwable fault) {
    return RootCause.of(fault).getClass().getSimpleName();
  }

  /** Sends mails that are queued, for a short time. */
  @PreDestroy
  void stop() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      thread.shutdownNow();
    }
  }
}
