package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.text.ParseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public routes and unknown routes. */
class UsersRoutesTest {

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("DATABASE_URL", UsersTestDatabases.SHARED);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void pingReturnsPong() {
    service.get("/ping").is(200, "{\"status\":\"success\",\"message\":\"pong!\"}");
  }

  @Test
  void onlyPublicHalvesOfKeysArePublished() {
    service
        .get("/.well-known/jwks.json")
        .is(
            200,
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\","
                + "\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}]}"
                    .formatted(
                        UsersTestServer.KEY.getKeyID(),
                        UsersTestServer.KEY.getX(),
                        UsersTestServer.KEY.getY()));
  }

  @Test
  void tokenIsVerifiedByTheKeyItNames() throws ParseException, JOSEException {
    SignedJWT token = SignedJWT.parse(service.register("jwks"));
    JWKSet keys = JWKSet.parse(service.get("/.well-known/jwks.json").body());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
    assertEquals(true, token.verify(new ECDSAVerifier(key)));
  }

  @Test
  void generatedKeySurvivesARestart(@TempDir Path directory) {
    String[] settings = {
      "DATABASE_URL",
      UsersTestDatabases.SHARED,
      "JWT_SIGNING_KEY",
      "",
      "DEV_KEYS_DIRECTORY",
      directory.resolve("keys").toString()
    };
    String token;
    try (UsersTestServer first = UsersTestServer.start(settings)) {
      token = first.register("survivor");
    }
    try (UsersTestServer second = UsersTestServer.start(settings)) {
      assertEquals(200, second.status(token).status());
    }
    assertEquals(401, service.status(token).status());
  }

  @Test
  void tokenLifetimeIsASetting() {
    try (UsersTestServer shortLived =
        UsersTestServer.start("DATABASE_URL", UsersTestDatabases.SHARED, "TOKEN_TTL", "90s")) {
      shortLived.register("mayfly");
      assertEquals(
          "{\"access_token\":\"TOKEN\",\"token_type\":\"Bearer\",\"expires_in\":90,\"refresh_token\":\"REFRESH\"}",
          shortLived
              .post("/api/login", "{\"username\":\"mayfly\",\"password\":\"correct horse\"}")
              .plain());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/nope", "/keys", "/auth", "/auth/", "/auth/nope", "/apis", "/login"})
  void unknownRouteReturns404(String path) {
    service
        .get(path)
        .is(404, "{\"status\":\"fail\",\"message\":\"Not found.\",\"code\":\"not_found\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/nope",
        "/api/login/",
        "/api%2fnope",
        "/api/%00",
        "/api/1/2?x=y"
      })
  void unknownRouteUnderApiReturnsFlat404(String path) {
    service
        .get(path)
        .is(404, "{\"error\":\"Not Found\",\"message\":\"The requested resource was not found\"}");
  }

  @Test
  void otherMethodReturns405() {
    var response = service.send(service.request("DELETE", "/api/login", BodyPublishers.noBody()));
    response.is(
        405, "{\"error\":\"Method Not Allowed\",\"message\":\"The method is not allowed here.\"}");
    assertEquals("POST", response.header("Allow"));
  }
}
