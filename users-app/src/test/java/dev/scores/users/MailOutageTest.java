package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.scores.users.domain.Mails;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A mail server that fails delays no request, and is logged once. */
class MailOutageTest {

  private final Logger log = (Logger) LoggerFactory.getLogger("dev.scores.users.mail.SmtpMails");
  private final ListAppender<ILoggingEvent> captured = new ListAppender<>();
  private @Nullable Level before;

  @BeforeEach
  void capture() {
    before = log.getLevel();
    log.setLevel(Level.INFO);
    captured.start();
    log.addAppender(captured);
  }

  @AfterEach
  void release() {
    log.detachAppender(captured);
    log.setLevel(before);
  }

  @Test
  void unreachableServerIsLoggedOnce() throws InterruptedException {
    assertEquals(
        List.of("mail server at 127.0.0.1:1 did not accept a mail: ConnectException"),
        linesWith("smtp://127.0.0.1:1"));
  }

  @Test
  void rejectedPasswordIsLoggedOnce() throws InterruptedException {
    GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.setUser("scores", "right");
    smtp.start();
    try {
      int port = smtp.getSmtp().getPort();
      assertEquals(
          List.of(
              "mail server at 127.0.0.1:"
                  + port
                  + " rejected the user or the password of SMTP_URL"),
          linesWith("smtp://scores:wrong@127.0.0.1:" + port));
    } finally {
      smtp.stop();
    }
  }

  @Test
  void untrustedCertificateIsRejected() throws InterruptedException {
    GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    smtp.start();
    try {
      List<String> lines = linesWith("smtps://127.0.0.1:" + smtp.getSmtps().getPort());
      assertEquals(1, lines.size());
      assertTrue(lines.getFirst().contains("did not accept a mail: "), lines::toString);
      assertEquals(0, smtp.getReceivedMessages().length);
    } finally {
      smtp.stop();
    }
  }

  private List<String> linesWith(String smtpUrl) throws InterruptedException {
    try (UsersTestServer service =
        UsersTestServer.start("SMTP_URL", smtpUrl, "LOGIN_RATE_LIMIT", "0")) {
      service.register("ada");
      for (int i = 0; i < 3; i++) {
        String email = "{\"email\":\"ada@example.com\"}";
        assertEquals(202, service.post("/auth/password-reset", email).status());
      }
      awaitMails(service);
    }
    return captured.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Mails are sent in their order: when this one is composed, the others are done. */
  private static void awaitMails(UsersTestServer service) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    service
        .beans(Mails.class)
        .forEach(
            mails ->
                mails.queue(
                    () -> {
                      done.countDown();
                      return Optional.empty();
                    }));
    done.await();
  }
}
