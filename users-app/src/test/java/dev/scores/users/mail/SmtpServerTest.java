package dev.scores.users.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {

  @Test
  void addressHasServerAndLogin() {
    assertEquals(
        new SmtpServer(
            true, "mail.example.com", 2465, Optional.of(new SmtpServer.Login("a@b.co", "p+:/ %"))),
        SmtpServer.parse("smtps://a%40b.co:p+%3A%2F%20%25@mail.example.com:2465"));
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://mail.example.com, smtp://mail.example.com:587, scores@mail.example.com",
    "smtps://mail.example.com, smtps://mail.example.com:465, scores@mail.example.com",
    "smtp://keeper:sesame@127.0.0.1:25, smtp://keeper:***@127.0.0.1:25, scores@127.0.0.1",
    "smtp://a%40b.co:sesame@x.example, smtp://a@b.co:***@x.example:587, a@b.co"
  })
  void textHidesThePassword(String url, String shown, String sender) {
    assertEquals(shown, SmtpServer.parse(url).toString());
    assertEquals(sender, SmtpServer.parse(url).defaultSender());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://host:70000",
        "smtp://host:0",
        "smtp://user@host",
        "smtp://:secret@host",
        "smtp://user:@host",
        "smtp://host/path",
        "smtp://host?x=y",
        "smtp://a b"
      })
  void otherTextIsNoServer(String text) {
    assertThrows(IllegalArgumentException.class, () -> SmtpServer.parse(text));
  }
}
