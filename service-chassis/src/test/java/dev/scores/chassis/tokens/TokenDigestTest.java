package dev.scores.chassis.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class TokenDigestTest {

  /** The first example of FIPS 180-2, appendix B.1. */
  @Test
  void digestIsSha256OfTheText() {
    assertEquals(
        new TokenDigest(
            0xba7816bf8f01cfeaL, 0x414140de5dae2223L, 0xb00361a396177a9cL, 0xb410ff61f20015adL),
        TokenDigest.of("abc"));
  }

  @Test
  void differentTokensHaveDifferentDigests() {
    assertNotEquals(TokenDigest.of("abc"), TokenDigest.of("abc "));
  }
}
