package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  /** An address, the JDBC URL it stands for, user and password; null where there is none. */
  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("postgres://host/db", "jdbc:postgresql://host/db", null, null),
        arguments("postgresql://host/db", "jdbc:postgresql://host/db", null, null),
        arguments("postgres://host:5433/db", "jdbc:postgresql://host:5433/db", null, null),
        arguments("postgres://127.0.0.1/db", "jdbc:postgresql://127.0.0.1/db", null, null),
        arguments("postgres://ann@host/db", "jdbc:postgresql://host/db", "ann", null),
        arguments("postgres://ann:pw@host/db", "jdbc:postgresql://host/db", "ann", "pw"),
        arguments("postgres://ann:@host/db", "jdbc:postgresql://host/db", "ann", ""),
        arguments("postgres://ann:a:b@host/db", "jdbc:postgresql://host/db", "ann", "a:b"),
        arguments("postgres://a%40b:p%2Fw@host/db", "jdbc:postgresql://host/db", "a@b", "p/w"),
        arguments("postgres://%C3%A4:%25%3a@host/db", "jdbc:postgresql://host/db", "ä", "%:"),
        arguments("postgres://a+b:p+w@host/db", "jdbc:postgresql://host/db", "a+b", "p+w"),
        arguments("postgres://[::1]/db", "jdbc:postgresql://[::1]/db", null, null),
        arguments(
            "postgres://ann:pw@[2001:db8::7]:5433/db",
            "jdbc:postgresql://[2001:db8::7]:5433/db",
            "ann",
            "pw"),
        arguments(
            "postgres://host/db?sslmode=require&a=b/c@d?e",
            "jdbc:postgresql://host/db?sslmode=require&a=b/c@d?e",
            null,
            null),
        arguments("postgres://host/db?", "jdbc:postgresql://host/db", null, null),
        arguments("postgres://host/my%20db", "jdbc:postgresql://host/my%20db", null, null),
        arguments(
            "jdbc:postgresql://host/db?user=ann&password=pw",
            "jdbc:postgresql://host/db?user=ann&password=pw",
            null,
            null),
        arguments(
            "jdbc:postgresql://one:1,two:2/db", "jdbc:postgresql://one:1,two:2/db", null, null));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void addressIsSplitIntoUrlUserAndPassword(
      String address, String jdbcUrl, @Nullable String user, @Nullable String password) {
    assertEquals(
        new DatabaseUrl(jdbcUrl, Optional.ofNullable(user), Optional.ofNullable(password)),
        DatabaseUrl.parse(address));
  }

  static Stream<Arguments> severalHosts() {
    return Stream.of(
        arguments("one,two/db", "one,two/db?targetServerType=primary"),
        arguments("one:1,two:2,three/db", "one:1,two:2,three/db?targetServerType=primary"),
        arguments("[::1]:1,[::2]/db", "[::1]:1,[::2]/db?targetServerType=primary"),
        arguments("one,two/db?a=b", "one,two/db?a=b&targetServerType=primary"),
        arguments("one/db", "one/db"),
        arguments("one/db?a=b,c", "one/db?a=b,c"),
        arguments(
            "one,two/db?targetServerType=primary&a=b", "one,two/db?targetServerType=primary&a=b"),
        arguments("one/db?targetServerType=master", "one/db?targetServerType=master"));
  }

  @ParameterizedTest
  @MethodSource("severalHosts")
  void severalHostsConnectToThePrimary(String address, String jdbcUrl) {
    String expected = "jdbc:postgresql://" + jdbcUrl;
    assertEquals(expected, DatabaseUrl.parse("postgres://ann:pw@" + address).ofPrimary().jdbcUrl());
    assertEquals(expected, DatabaseUrl.parse("jdbc:postgresql://" + address).ofPrimary().jdbcUrl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://one,two/db?targetServerType=preferSecondary",
        "postgres://one/db?a=b&targetServerType=any",
        "jdbc:postgresql://one,two/db?targetServerType=primary&targetServerType=secondary"
      })
  void anotherServerThanThePrimaryIsForbidden(String address) {
    assertEquals(
        "targetServerType must be primary, because the service writes",
        assertThrows(ForbiddenValueException.class, () -> DatabaseUrl.parse(address).ofPrimary())
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host/db",
        "mysql://host/db",
        "http://host/db",
        "postgres:host/db",
        "postgres://",
        "postgres:///db",
        "postgres://host",
        "postgres://host/",
        "postgres://host?a=b",
        "postgres://host/db/more",
        "postgres://@host/db",
        "postgres://:pw@host/db",
        "postgres://ann:p@w@host/db",
        "postgres://ann:p/w@host/db",
        "postgres://ann:%zz@host/db",
        "postgres://ann:%4@host/db",
        "postgres://host:/db",
        "postgres://host:port/db",
        "postgres://host:543210/db",
        "postgres://one,/db",
        "postgres://,one/db",
        "postgres://::1/db",
        "postgres://[::1/db",
        "postgres://[host]/db",
        "postgres://ho st/db",
        " postgres://host/db",
        "jdbc:postgresql://",
        "jdbc:postgresql:db",
        "jdbc:mysql://host/db"
      })
  void malformedTextIsRejected(String address) {
    assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(address));
  }

  @Test
  void propertiesContainTheAddress() {
    assertEquals(
        Map.of(
            "datasources.default.url", "jdbc:postgresql://host/db",
            "datasources.default.username", "ann",
            "datasources.default.password", "pw"),
        DatabaseUrl.parse("postgres://ann:pw@host/db").properties());
  }

  @Test
  void missingPartsAreNotSet() {
    assertEquals(
        Map.of("datasources.default.url", "jdbc:postgresql://host/db"),
        DatabaseUrl.parse("postgres://host/db").properties());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "9999", "10000", "59999", "65535"})
  void aPortIsUpTo65535(String port) {
    assertEquals(
        "jdbc:postgresql://host:%s/db".formatted(port),
        DatabaseUrl.parse("postgres://host:%s/db".formatted(port)).jdbcUrl());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "01", "65536", "65540", "66000", "70000", "99999", "100000"})
  void otherNumbersAreNotPorts(String port) {
    assertThrows(
        IllegalArgumentException.class,
        () -> DatabaseUrl.parse("postgres://host:%s/db".formatted(port)));
  }
}
