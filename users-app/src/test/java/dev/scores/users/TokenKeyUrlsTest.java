package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * URLs of keys in a token header ({@code jku} and {@code x5u}; RFC 7515, sections 4.1.2 and 4.1.5)
 * are not requested.
 */
class TokenKeyUrlsTest {

  @Test
  void keyUrlsInTokensAreNotFetched() throws IOException, JOSEException, ParseException {
    ECKey foreign = UsersTestServer.freshKey();
    byte[] published =
        new JWKSet(foreign.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, published.length);
          exchange.getResponseBody().write(published);
          exchange.close();
        });
    server.start();
    URI there = URI.create("http://localhost:" + server.getAddress().getPort() + "/jwks.json");
    try (UsersTestServer service =
        UsersTestServer.start("DATABASE_URL", UsersTestDatabases.SHARED)) {
      JWTClaimsSet claims = SignedJWT.parse(service.register("keyed")).getJWTClaimsSet();
      for (String kid : new String[] {foreign.getKeyID(), UsersTestServer.KEY.getKeyID()}) {
        assertRejected(service, signed(foreign, claims, kid, header -> header.jwkURL(there)));
        assertRejected(service, signed(foreign, claims, kid, header -> header.x509CertURL(there)));
      }
    } finally {
      server.stop(0);
    }
    assertEquals(0, requests.get());
  }

  private static void assertRejected(UsersTestServer service, String token) {
    assertEquals(401, service.status(token).status());
  }

  private static String signed(
      ECKey key, JWTClaimsSet claims, String kid, UnaryOperator<JWSHeader.Builder> more)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            more.apply(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid)).build(), claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }
}
