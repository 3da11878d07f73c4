package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

  @ParameterizedTest
  @ValueSource(strings = {"test", "!", "~", "a.b-c_d~e+f/g=="})
  void printableAsciiIsAccepted(String value) {
    assertEquals(value, new BearerToken(value).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a\tb", "a\nb", "a\u0000", "a\u007f", "é", "\ud83d\ude00"})
  void otherCharactersAreRejected(String value) {
    String why =
        assertThrows(IllegalArgumentException.class, () -> new BearerToken(value)).getMessage();
    assertEquals("a bearer token must be printable ASCII without spaces", why);
  }

  @Test
  void toStringDoesNotShowTheToken() {
    assertEquals("BearerToken[…]", new BearerToken("secret").toString());
  }
}
