package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.scores.users.UsersTestServer.Response;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Password reset and email confirmation, with a real SMTP server on this machine. */
class MailTest {

  private static final Pattern LINK =
      Pattern.compile("https://school\\.example/account#([a-z-]+)=([A-Za-z0-9_-]{43})");
  private static final String ACCEPTED =
      "{\"status\":\"success\",\"message\":\"If the account exists, a mail is on its way.\"}";
  private static final String CONFIRMED =
      "{\"status\":\"success\",\"message\":\"The email is confirmed.\"}";
  private static final String INVALID_TOKEN =
      "{\"status\":\"fail\","
          + "\"message\":\"The code is wrong, used or expired. Please ask for another mail.\","
          + "\"code\":\"invalid_mail_token\"}";

  private static GreenMail smtp;
  private static UsersTestServer service;
  private String token = "";

  @BeforeAll
  static void start() {
    smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    smtp.setUser("scores", "s3cret/+");
    smtp.start();
    service =
        UsersTestServer.start(
            "LOGIN_RATE_LIMIT",
            "0",
            "SMTP_URL",
            "smtp://scores:s3cret%2F+@127.0.0.1:" + smtp.getSmtp().getPort(),
            "MAIL_FROM",
            "no-reply@school.example",
            "MAIL_PAGE_URL",
            "https://school.example/account");
  }

  @AfterAll
  static void stop() {
    service.close();
    smtp.stop();
  }

  @BeforeEach
  void ada() throws Exception {
    service.execute("truncate users, revoked_tokens restart identity cascade");
    smtp.purgeEmailFromAllMailboxes();
    token = service.register("ada");
  }

  @Test
  void registrationSendsAConfirmation() throws Exception {
    MimeMessage mail = mail("ada@example.com", 1);
    assertEquals("no-reply@school.example", mail.getFrom()[0].toString());
    assertEquals("Confirm your email address", mail.getSubject());
    assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
    String text = GreenMailUtil.getBody(mail);
    assertFalse(text.contains("ada"), text);
    assertEquals("f", confirmed());
    confirm(token(mail, "email-confirmation")).is(200, CONFIRMED);
    assertEquals("t", confirmed());
    String body = service.status(token).body();
    assertTrue(body.contains("\"email_confirmed\":true"), body);
  }

  @Test
  void registrationUnderApiSendsAConfirmation() throws Exception {
    service.post(
        "/api/register",
        "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"password\":\"correct horse\"}");
    assertEquals("Confirm your email address", mail("eve@example.com", 2).getSubject());
  }

  @Test
  void callerGetsAnotherConfirmation() throws Exception {
    mail("ada@example.com", 1);
    service
        .post("/auth/email-confirmation", "", bearer(token))
        .is(202, "{\"status\":\"success\",\"message\":\"A mail is on its way.\"}");
    confirm(token(mail("ada@example.com", 2), "email-confirmation")).is(200, CONFIRMED);
  }

  @Test
  void confirmationIsUsedOnce() throws Exception {
    String secret = token(mail("ada@example.com", 1), "email-confirmation");
    List<Integer> statuses =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    service.postAsync(
                        "/auth/email-confirmation/confirm", "{\"token\":\"" + secret + "\"}"))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(Response::status)
            .sorted()
            .toList();
    assertEquals(List.of(200, 400, 400, 400, 400, 400, 400, 400, 400, 400), statuses);
  }

  @Test
  void changedEmailIsNotConfirmed() throws Exception {
    String secret = token(mail("ada@example.com", 1), "email-confirmation");
    confirm(secret).is(200, CONFIRMED);
    changeEmail("ADA@example.com");
    assertEquals("t", confirmed());
    service.post("/auth/password-reset", email("ada@example.com"));
    String reset = token(mail("ADA@example.com", 2), "password-reset");
    changeEmail("new@example.com");
    assertEquals("f", confirmed());
    reset(reset, "battery staple").is(400, INVALID_TOKEN);
  }

  @Test
  void resetSetsThePasswordAndEndsAllSessions() throws Exception {
    mail("ada@example.com", 1);
    service.post("/auth/password-reset", email("ADA@example.com")).is(202, ACCEPTED);
    MimeMessage mail = mail("ada@example.com", 2);
    assertEquals("Reset your password", mail.getSubject());
    String secret = token(mail, "password-reset");
    Response weak = reset(secret, "ada@example.com");
    assertEquals(400, weak.status());
    assertTrue(weak.body().contains("/password"), weak.body());
    reset(secret, "battery staple")
        .is(200, "{\"status\":\"success\",\"message\":\"Password was changed!\"}");
    reset(secret, "staple battery").is(400, INVALID_TOKEN);
    assertEquals(401, service.status(token).status());
    assertEquals(401, logIn("correct horse"));
    assertEquals(200, logIn("battery staple"));
    assertEquals("t", confirmed());
  }

  @Test
  void passwordChangeEndsTokens() throws Exception {
    String confirmation = token(mail("ada@example.com", 1), "email-confirmation");
    service.post("/auth/password-reset", email("ada@example.com"));
    String secret = token(mail("ada@example.com", 2), "password-reset");
    service.put(
        "/auth/password", "{\"old\":\"correct horse\",\"new\":\"battery staple\"}", bearer(token));
    reset(secret, "staple battery").is(400, INVALID_TOKEN);
    confirm(confirmation).is(400, INVALID_TOKEN);
  }

  @Test
  void tokenIsForOnePurpose() throws Exception {
    String confirmation = token(mail("ada@example.com", 1), "email-confirmation");
    reset(confirmation, "battery staple").is(400, INVALID_TOKEN);
    confirm(confirmation).is(200, CONFIRMED);
  }

  @Test
  void tokenExpires() throws Exception {
    String confirmation = token(mail("ada@example.com", 1), "email-confirmation");
    assertEquals(
        "1",
        service.value(
            "select extract(epoch from expires_at - created_at)::int / 3600 from mail_tokens"));
    service.execute("update mail_tokens set expires_at = now()");
    confirm(confirmation).is(400, INVALID_TOKEN);
    service.post("/auth/password-reset", email("ada@example.com"));
    mail("ada@example.com", 2);
    assertEquals("1", service.value("select count(*) from mail_tokens"));
  }

  @Test
  void storeHasNoToken() throws Exception {
    String confirmation = token(mail("ada@example.com", 1), "email-confirmation");
    String rows = service.value("select string_agg(t::text, ';') from mail_tokens t");
    assertFalse(rows.contains(confirmation), rows);
  }

  @Test
  void unknownEmailGetsTheSameResponseAndNoMail() throws Exception {
    mail("ada@example.com", 1);
    service.post("/auth/password-reset", email("nobody@example.com")).is(202, ACCEPTED);
    // Mails are sent in their order, so this one is the next if the others sent none.
    service.post("/auth/password-reset", email("ada@example.com")).is(202, ACCEPTED);
    mail("ada@example.com", 2);
    assertEquals(2, smtp.getReceivedMessages().length);
  }

  @Test
  void userGetsFiveMailsOfAKindInAnHour() throws Exception {
    for (int i = 0; i < 7; i++) {
      service.post("/auth/password-reset", email("ada@example.com")).is(202, ACCEPTED);
    }
    service.register("bob");
    mail("bob@example.com", 7);
    assertEquals(6, mailsTo("ada@example.com").size());
  }

  /** The last mail to the address, once the server has this number of mails in all. */
  private static MimeMessage mail(String to, int count) {
    assertTrue(smtp.waitForIncomingEmail(60_000, count), to);
    return mailsTo(to).getLast();
  }

  private static List<MimeMessage> mailsTo(String to) {
    return Stream.of(smtp.getReceivedMessages())
        .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).equals(to))
        .toList();
  }

  private static Address[] recipients(MimeMessage mail) {
    try {
      return mail.getAllRecipients();
    } catch (MessagingException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static String token(MimeMessage mail, String fragment) {
    String text = GreenMailUtil.getBody(mail);
    Matcher link = LINK.matcher(text);
    assertTrue(link.find(), text);
    assertEquals(fragment, link.group(1));
    assertEquals(2, text.split(link.group(2), -1).length - 1, text);
    return link.group(2);
  }

  private static Response confirm(String token) {
    return service.post("/auth/email-confirmation/confirm", "{\"token\":\"" + token + "\"}");
  }

  private static Response reset(String token, String password) {
    return service.post(
        "/auth/password-reset/confirm",
        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
  }

  private static String confirmed() {
    return service.value("select email_confirmed from users where id = 1");
  }

  private void changeEmail(String email) {
    Response changed =
        service.put(
            "/users/1",
            "{\"username\":\"ada\",\"email\":\"%s\",\"current_password\":\"correct horse\"}"
                .formatted(email),
            bearer(token));
    assertEquals(200, changed.status(), changed.body());
  }

  private static int logIn(String password) {
    return service
        .post("/api/login", "{\"username\":\"ada\",\"password\":\"" + password + "\"}")
        .status();
  }

  private static String email(String address) {
    return "{\"email\":\"" + address + "\"}";
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
