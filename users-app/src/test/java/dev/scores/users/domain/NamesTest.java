package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.Password.Flaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rocks.xmpp.precis.PrecisProfiles;

/** Rules for usernames, emails and passwords. */
class NamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "Ada Lovelace",
        "Ada  Byron",
        "ada.lovelace-1815_x",
        "\u827e\u8fbe",
        "\u05d0\u05d3\u05d4",
        "'; drop table users",
        "stra\u00dfe"
      })
  void usernameIsOneOrMoreWords(String text) {
    Username username = Username.of(text).orElseThrow();
    assertEquals(text.replace("  ", " "), username.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u200db",
        "a\u202eb",
        "a\u2066b",
        "a\u00adb",
        "a\ufeffb",
        "a\u115fb",
        "a\ufe0fb",
        "a\u00a0b",
        "a\u3000b",
        "\u05d0b",
        "\ud83d\ude00",
        "\ufb01",
        "\u0378",
        "\ue000",
        "a@b.example",
        "\uff41@b.example"
      })
  void misleadingUsernameIsInvalid(String text) {
    assertEquals(Optional.empty(), Username.of(text));
    assertEquals(Optional.of(new Username(text)), Username.claimed(text));
  }

  @ParameterizedTest
  @CsvSource({"\uff21da, Ada", "Ade\u0301, Ad\u00e9", "\u212aen, Ken"})
  void usernameIsNormalized(String text, String prepared) {
    assertEquals(Optional.of(new Username(prepared)), Username.of(text));
    assertEquals(new Username(prepared), new Username(text).prepared());
  }

  /**
   * The library maps names to lower case, the domain folds them; the result is the same for every
   * valid name. No valid name has an unassigned character or one for private use.
   */
  @Test
  void namesAreComparedAsUsernameCaseMappedDoes() {
    Set<Integer> inNoName = Set.of((int) Character.UNASSIGNED, (int) Character.PRIVATE_USE);
    for (int character = 0x21; character <= Character.MAX_CODE_POINT; character++) {
      if (inNoName.contains(Character.getType(character))) {
        continue;
      }
      String text = "a" + Character.toString(character) + "a";
      Optional<Username> name = Username.of(text);
      if (name.isPresent()) {
        String mapped = PrecisProfiles.USERNAME_CASE_MAPPED.enforce(text);
        assertEquals(CaseFolding.fold(mapped), name.get().folded(), text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u200db", "\ud83d\ude00", "eve@example.com"})
  void olderUsernameStaysValid(String text) {
    assertEquals(text, new Username(text).value());
    assertEquals(new Username(text), new Username(text).prepared());
  }

  @ParameterizedTest
  @ValueSource(strings = {" ada", "ada\n", "\u00a0ada\u3000", "\t ada \u2028"})
  void namesAreTrimmed(String text) {
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
  void nameMustBeASingleLine(String text) {
    assertEquals(Optional.empty(), Username.of(text));
    assertEquals(Optional.empty(), EmailAddress.claimed(text));
    assertThrows(IllegalArgumentException.class, () -> new Username(text));
    assertThrows(IllegalArgumentException.class, () -> new EmailAddress(text));
  }

  @Test
  void nameHasAtMost128Characters() {
    assertTrue(Username.of("a".repeat(128)).isPresent());
    assertTrue(Username.of("\ud801\udc37".repeat(128)).isPresent());
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
  void addressIsAnEmail(String text) {
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
  void invalidAddressIsNotAnEmail(String text) {
    assertEquals(Optional.empty(), EmailAddress.of(text));
  }

  @Test
  void passwordHas8To1024Bytes() {
    assertEquals(Optional.of(Flaw.LENGTH), new Password("x234567").flaw());
    assertEquals(Optional.empty(), new Password("x2345678").flaw());
    assertEquals(Optional.empty(), new Password("\ud83d\ude00\ud83d\ude00").flaw());
    assertEquals(Optional.empty(), new Password("\u00e9".repeat(512)).flaw());
    assertEquals(Optional.of(Flaw.LENGTH), new Password("\u00e9".repeat(512) + "x").flaw());
    assertEquals(Optional.of(Flaw.NO_TEXT), new Password("\ud800".repeat(8)).flaw());
  }

  @ParameterizedTest
  @ValueSource(strings = {"        ", "\t\n\t\n\t\n\t\n", "\u3000\u200b\u00a0\ufeff"})
  void blankPasswordIsInvalid(String text) {
    assertEquals(Optional.of(Flaw.BLANK), new Password(text).flaw());
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678", "password1", "PASSWORD1", "iloveyou"})
  void commonPasswordIsInvalid(String text) {
    assertEquals(Optional.of(Flaw.COMMON), new Password(text).flaw());
  }

  @Test
  void passwordMustDifferFromTheName() {
    Username name = new Username("Ada Lovelace");
    EmailAddress email = new EmailAddress("ada@example.com");
    for (String text : new String[] {"ada LOVELACE", "Ada@Example.com"}) {
      assertEquals(Optional.of(Flaw.NAME), new Password(text).flaw(name, email), text);
      assertEquals(Optional.empty(), new Password(text).flaw());
    }
  }

  @Test
  void passwordHasOneOrTwoSpellings() {
    Password composed = new Password("\u00e9");
    Password decomposed = new Password("e\u0301");
    assertEquals(List.of(composed), composed.spellings());
    assertEquals(List.of(composed, decomposed), decomposed.spellings());
  }

  @Test
  void secretsAreHiddenInToString() {
    assertEquals("Password[hidden]", new Password("secret").toString());
    assertEquals("PasswordHash[hidden]", new PasswordHash("secret").toString());
    assertEquals("AccessToken[hidden]", new AccessToken("secret", Duration.ofHours(1)).toString());
  }

  @Test
  void tokenLifetimeIsPositive() {
    assertThrows(IllegalArgumentException.class, () -> new AccessToken("t", Duration.ZERO));
  }

  @Test
  void userIdIsAPositiveInt() {
    assertEquals(Optional.of(new AccountId(1)), AccountId.of(1));
    assertEquals(Optional.of(new AccountId(Integer.MAX_VALUE)), AccountId.of(2147483647L));
    assertEquals(Optional.empty(), AccountId.of(0));
    assertEquals(Optional.empty(), AccountId.of(2147483648L));
    assertThrows(IllegalArgumentException.class, () -> new AccountId(0));
  }
}
