package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metadata of the authorization server (RFC 8414). */
class OAuthMetadataTest {

  private static final String PATH = "/.well-known/oauth-authorization-server";

  @Test
  void addressesAreThoseOfThePublicUrl() {
    try (UsersTestServer service =
        UsersTestServer.start(
            "DATABASE_URL",
            UsersTestDatabases.SHARED,
            "PUBLIC_URL",
            "https://users.example.com/")) {
      service
          .get(PATH)
          .is(
              200,
              "{\"issuer\":\"https://users.example.com\","
                  + "\"token_endpoint\":\"https://users.example.com/oauth/token\","
                  + "\"jwks_uri\":\"https://users.example.com/.well-known/jwks.json\","
                  + "\"scopes_supported\":[\"scores:read\",\"scores:write\",\"users:read\"],"
                  + "\"response_types_supported\":[],"
                  + "\"grant_types_supported\":[\"client_credentials\",\"refresh_token\"],"
                  + "\"token_endpoint_auth_methods_supported\":[\"client_secret_basic\",\"none\"]}");
    }
  }

  /** In production the host is not trusted: the client chooses it. */
  @Test
  void hostIsUsedOnlyInDevelopment() {
    assertEquals(false, settings(Map.of()).get("public-url.from-host"));
    assertEquals(
        true, settings(Map.of("MICRONAUT_ENVIRONMENTS", "dev")).get("public-url.from-host"));
    try (UsersTestServer service =
        UsersTestServer.startWithProperties(
            Map.of("public-url.from-host", false), "DATABASE_URL", UsersTestDatabases.SHARED)) {
      service
          .get(PATH)
          .is(404, "{\"status\":\"fail\",\"message\":\"Not found.\",\"code\":\"not_found\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users.example.com",
        "ftp://users.example.com",
        "https://users.example.com?x",
        "https://users.example.com#x",
        "https://ada@users.example.com",
        "https://",
        "https:users"
      })
  void otherUrlsAreRejected(String url) {
    assertThrows(InvalidSettingsException.class, () -> settings(Map.of("PUBLIC_URL", url)));
  }

  private static Map<String, Object> settings(Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "DATABASE_URL",
                UsersTestDatabases.SHARED,
                "JWT_SIGNING_KEY",
                UsersTestServer.KEY.toJSONString()));
    environment.putAll(more);
    return Settings.read(UsersApplication.SETTINGS, environment);
  }
}
