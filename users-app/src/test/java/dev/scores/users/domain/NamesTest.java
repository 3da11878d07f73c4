package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and their secrets may be called. */
class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "Ada Lovelace",
        "\u827e\u8fbe",
        "a\u200db",
        "'; drop table users",
        "\ud83d\ude00"
      })
  void aLineIsAUsername(String text) {
    assertEquals(Optional.of(new Username(text)), Username.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ada", "ada\n", "\u00a0ada\u3000", "\t ada \u2028"})
  void spacesAroundANameAreNotOfIt(String text) {
    assertEquals(Optional.of(new Username("ada")), Username.of(text));
    assertThrows(IllegalArgumentException.class, () -> new Username(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00a0",
        "a\u0000",
        "\u0000a",
        "a\nb",
        "a\u001bb",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "\ud800",
        "a\udc00b"
      })
  void whatIsNoLineIsNoName(String text) {
    assertEquals(Optional.empty(), Username.of(text));
    assertEquals(Optional.empty(), EmailAddress.claimed(text));
    assertThrows(IllegalArgumentException.class, () -> new Username(text));
    assertThrows(IllegalArgumentException.class, () -> new EmailAddress(text));
  }

  @Test
  void aNameHas128CharactersAtMost() {
    assertTrue(Username.of("a".repeat(128)).isPresent());
    assertTrue(Username.of("\ud83d\ude00".repeat(128)).isPresent());
    assertFalse(Username.of("a".repeat(129)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.co",
        "Ada.Lovelace+tag@sub.example.com",
        "michael@realpython.com",
        "o'hara@example.org",
        "a@example.museum",
        "a@internal.test",
        "a@xn--bcher-kva.example",
        "\u00e9@b\u00fccher.example",
        "1@2.example"
      })
  void anAddressIsAnEmail(String text) {
    assertEquals(Optional.of(new EmailAddress(text)), EmailAddress.of(" " + text + " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a@",
        "@b.co",
        "a@b",
        "a b@c.co",
        "a..b@c.co",
        "a@b..co",
        "a@[1.2.3.4]",
        "A <a@b.co>",
        "a@b.co\u0000",
        "a@b.co,c@d.co",
        "a@b.co."
      })
  void whatIsNoAddressIsNoEmail(String text) {
    assertEquals(Optional.empty(), EmailAddress.of(text));
  }

  @Test
  void aPasswordHas8To1024Bytes() {
    assertFalse(new Password("1234567").isAllowed());
    assertTrue(new Password("12345678").isAllowed());
    assertTrue(new Password("\ud83d\ude00\ud83d\ude00").isAllowed());
    assertTrue(new Password("\u00e9".repeat(512)).isAllowed());
    assertFalse(new Password("\u00e9".repeat(512) + "x").isAllowed());
    assertTrue(new Password("        ").isAllowed());
    assertFalse(new Password("\ud800".repeat(8)).isAllowed());
  }

  @Test
  void whatIsSecretIsNotShown() {
    assertEquals("Password[hidden]", new Password("secret").toString());
    assertEquals("PasswordHash[hidden]", new PasswordHash("secret").toString());
    assertEquals("AccessToken[hidden]", new AccessToken("secret", Duration.ofHours(1)).toString());
  }

  @Test
  void aTokenLivesForSomeTime() {
    assertThrows(IllegalArgumentException.class, () -> new AccessToken("t", Duration.ZERO));
  }

  @Test
  void aUserIdIsPositiveAndAnInt() {
    assertEquals(Optional.of(new UserId(1)), UserId.of(1));
    assertEquals(Optional.of(new UserId(Integer.MAX_VALUE)), UserId.of(2147483647L));
    assertEquals(Optional.empty(), UserId.of(0));
    assertEquals(Optional.empty(), UserId.of(2147483648L));
    assertThrows(IllegalArgumentException.class, () -> new UserId(0));
  }
}
