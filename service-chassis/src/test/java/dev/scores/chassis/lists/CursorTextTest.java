package dev.scores.chassis.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTextTest {

  private static final String SCOPE = "things cursor 1 /things ";

  @Test
  void positionOfTwoNumbersIsReadBack() {
    byte[] position = ByteBuffer.allocate(16).putLong(753).putLong(-1).array();
    ByteBuffer read = CursorText.read(CursorText.of(position, SCOPE), 16, SCOPE).orElseThrow();
    assertEquals(753, read.getLong());
    assertEquals(-1, read.getLong());
  }

  @Test
  void issuedTextStaysValid() {
    byte[] position = ByteBuffer.allocate(12).putLong(1767225600000000L).putInt(1).array();
    assertEquals("AAZHSEYgQAAAAAABDT1D2bXn", CursorText.of(position, "users cursor 1 "));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 12, 16, 20})
  void everyCharacterIsChecked(int length) {
    byte[] position = new byte[length];
    position[0] = 7;
    String text = CursorText.of(position, SCOPE);
    assertEquals(Optional.of(ByteBuffer.wrap(position)), CursorText.read(text, length, SCOPE));
    assertEquals(-1, text.indexOf('='));
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'Q' ? 'R' : 'Q';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertEquals(Optional.empty(), CursorText.read(changed, length, SCOPE), changed);
    }
  }

  @Test
  void cursorIsValidOnlyInItsScope() {
    String text = CursorText.of(new byte[8], SCOPE);
    assertNotEquals(text, CursorText.of(new byte[8], "other"));
    assertEquals(Optional.empty(), CursorText.read(text, 8, "other"));
    assertEquals(Optional.empty(), CursorText.read(text, 16, SCOPE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "AAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAA==", "äAAAAAAAAAAAAAAAAAAA"})
  void malformedCursorIsRejected(String text) {
    assertEquals(Optional.empty(), CursorText.read(text, 8, SCOPE));
  }
}
