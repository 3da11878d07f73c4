package dev.scores.users.http.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ssl.ServerSslConfiguration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicUrlTest {

  private static final HttpRequest<?> REQUEST =
      HttpRequest.GET("/").header("Host", "localhost:5001");

  @Test
  void derivedAddressHasTheSchemeOfTheService() {
    ServerSslConfiguration tls = new ServerSslConfiguration();
    PublicUrl url = new PublicUrl(new PublicUrlSettings("", true), tls);
    assertEquals(Optional.of("http://localhost:5001"), url.of(REQUEST));
    tls.setEnabled(true);
    assertEquals(Optional.of("https://localhost:5001"), url.of(REQUEST));
  }
}
