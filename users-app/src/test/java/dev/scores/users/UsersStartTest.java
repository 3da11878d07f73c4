package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.devservices.ForkedService;
import dev.scores.devservices.ForkedService.Exit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With invalid settings the service does not start and names the variables. */
class UsersStartTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "DATABASE_URL",
          "postgres://nobody@127.0.0.1:1/none",
          "JWT_SIGNING_KEY",
          UsersTestServer.KEY.toJSONString());

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("DATABASE_URL", ""),
        arguments("DATABASE_URL", "mysql://user:secret@host/db"),
        arguments("JWT_SIGNING_KEY", ""),
        arguments("JWT_SIGNING_KEY", "secret"),
        arguments("JWT_SIGNING_KEY", UsersTestServer.KEY.toPublicJWK().toJSONString()),
        arguments("TOKEN_TTL", "0"),
        arguments("TOKEN_TTL", "366d"),
        arguments("TOKEN_TTL", "soon"),
        arguments("PASSWORD_HASHES_AT_ONCE", "0"),
        arguments("JWT_VERIFICATION_KEYS", "secret"),
        arguments("JWT_VERIFICATION_KEYS", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}"),
        arguments("USERS_ACCESS", "open"),
        arguments("USERS_ACCESS", "nobody"),
        arguments("USERS_ADMIN_EMAIL", "secret"),
        arguments("USERS_ADMIN_PASSWORD", "secret"),
        arguments("LOGIN_RATE_LIMIT", "-1"),
        arguments("LOGIN_RATE_LIMIT", "often"),
        arguments("TRUSTED_PROXIES", "secret"),
        arguments("TRUSTED_PROXIES", "10.0.0.0/33"),
        arguments("LIST_DEFAULT_LIMIT", "1001"),
        arguments("PORT", "http"),
        arguments("MICRONAUT_ENVIRONMENTS", "prod"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void invalidSettingIsNamedInOneLine(String name, String value) {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put(name, value);
    UsersCommand ended = UsersCommand.execute(environment);
    assertEquals(78, ended.status(), ended.errors());
    assertEquals(1, ended.errors().lines().count(), ended.errors());
    assertTrue(
        ended
            .errors()
            .startsWith(name + (value.isEmpty() ? " is not set" : " is wrong") + ": it should be "),
        ended.errors());
    assertFalse(ended.errors().contains("secret"), ended.errors());
  }

  @Test
  void wellKnownDatabasePasswordStopsTheStart() {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("DATABASE_URL", "postgres://users:users@127.0.0.1:1/users");
    UsersCommand ended = UsersCommand.execute(environment);
    assertEquals(78, ended.status());
    assertEquals(
        List.of(
            "DATABASE_URL is wrong: outside dev and test the database's password must not be empty,"
                + " postgres, scores or users"),
        ended.errors().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production", "dev,production"})
  void signingKeyIsRequiredOutsideDevelopment(String environments) {
    UsersCommand ended = UsersCommand.execute(withoutSigningKey(environments));
    assertEquals(78, ended.status(), ended.errors());
    assertTrue(ended.errors().startsWith("JWT_SIGNING_KEY is not set"), ended.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test"})
  void signingKeyIsOptionalInDevelopment(String environments) {
    new ServiceDefinition(UsersApplication.SETTINGS)
        .context(withoutSigningKey(environments))
        .close();
  }

  private static Map<String, String> withoutSigningKey(String environments) {
    return Map.of("DATABASE_URL", GOOD.get("DATABASE_URL"), "MICRONAUT_ENVIRONMENTS", environments);
  }

  @Test
  void processNamesEveryMissingSetting() {
    Exit ended = ForkedService.run(UsersApplication.class, Map.of());
    assertEquals(78, ended.status());
    assertEquals(2, ended.errors().lines().count(), ended.errors());
  }

  @Test
  void processReportsAFailedMigrationInOneLine() {
    Exit ended = ForkedService.run(UsersApplication.class, GOOD);
    assertEquals(1, ended.status(), ended.errors());
    assertEquals(1, ended.errors().lines().count(), ended.errors());
    assertTrue(
        ended.errors().startsWith("DATABASE_URL: the database cannot be used: "), ended.errors());
  }
}
