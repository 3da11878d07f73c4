package dev.scores.users.http.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenRequestTest {

  /** RFC 6749, section 3.2. */
  @Test
  void parameterWithoutAValueIsAbsent() {
    TokenRequest request = parse("grant_type=x&scope=&other");
    assertEquals(Optional.empty(), request.optional("scope"));
    assertEquals(Optional.empty(), request.optional("other"));
    assertEquals("x", request.required("grant_type"));
    assertThrows(ApiException.class, () -> request.required("scope"));
  }

  @Test
  void valuesAreFormDecoded() {
    assertEquals(Map.of("a b", "ü=&"), parse("a+b=%C3%BC%3D%26").parameters());
    assertEquals(Map.of("a", "1;b=2"), parse("a=1;b=2").parameters());
  }

  @Test
  void textHidesTheValues() {
    assertEquals("TokenRequest[hidden]", parse("refresh_token=x").toString());
  }

  private static TokenRequest parse(String form) {
    return TokenRequest.parse(form.getBytes(StandardCharsets.US_ASCII));
  }
}
