package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.lists.CursorText;
import dev.scores.chassis.lists.CursorTime;
import dev.scores.users.UsersTestServer.Response;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows with values that only SQL can write cause no 5xx. */
class UsersStoredRowsTest {

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("LOGIN_RATE_LIMIT", "0");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void invalidStoredNamesAreRepaired() {
    service.execute(
        "insert into users (username, email) values (' ', ' b@example.com '),"
            + " (E'a\\u0001b', E'c\\n@example.com')");
    assertEquals(200, service.get("/users").status());
    String ids =
        service.value("select string_agg(id::text, ',') from users where password_hash is null");
    for (String id : ids.split(",", -1)) {
      assertEquals(200, service.get("/users/" + id).status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
        "pbkdf2:sha256:600000$salt$00",
        "$argon2id$v=19$m=2147483648,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=999999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=19456,t=999999,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=0,t=0,p=0$AAAA$AAAA",
        "$argon2id$",
        "$argon2id$v=19$m=19456,t=2,p=1$!!$??"
      })
  void unsupportedHashIsRejectedLikeAWrongPassword(String hash) {
    service.execute("delete from users where username = 'odd'");
    service.execute(
        "insert into users (username, email, password_hash) values ('odd', 'odd@example.com', '"
            + hash
            + "')");
    String login = "{\"username\":\"odd\",\"password\":\"correct horse\"}";
    assertEquals(401, service.post("/api/login", login).status());
  }

  /** Changes to the row of a user that the service itself would not make. */
  static List<String> unusualValues() {
    return List.of(
        "username = ' '",
        "username = E'a\\u0001b'",
        "username = E'\\u202e'",
        "username = repeat(E'\\U0001F600', 128)",
        "email = ' b@example.com '",
        "email = E'c\\n'",
        "email = 'nowhere'",
        "email = repeat(E'\\u2028', 128)",
        "password_hash = null",
        "password_hash = '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'",
        "token_generation = 2147483647",
        "token_generation = -2147483648",
        "created_at = 'infinity'",
        "created_at = '-infinity'",
        "created_at = '294276-12-31 23:59:59.999999+00'",
        "created_at = '4714-12-01 00:00:00+00 BC'",
        "created_at = '1500-02-28 00:00:00+00'",
        "created_at = '10000-01-01 00:00:00+00'");
  }

  @ParameterizedTest
  @MethodSource("unusualValues")
  void unusualRowCausesNo5xx(String change) {
    service.execute("truncate users, revoked_tokens restart identity cascade");
    String token = service.register("eve");
    service.execute("update users set " + change);
    String shown = "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"password\":\"%s\"}";
    List<Response> responses = new ArrayList<>();
    responses.add(service.get("/users"));
    responses.add(service.get("/users?limit=1"));
    responses.add(service.get("/users/1"));
    responses.add(service.status(token));
    responses.add(service.get("/api/protected", bearer(token)));
    responses.add(service.post("/api/login", shown.formatted("correct horse")));
    responses.add(service.post("/auth/login", shown.formatted("wrong horse")));
    responses.add(service.post("/api/register", shown.formatted("correct horse")));
    responses.add(service.post("/users", shown.formatted("correct horse")));
    responses.add(
        service.put(
            "/auth/password",
            "{\"old\":\"correct horse\",\"new\":\"staple horse\"}",
            bearer(token)));
    responses.add(service.put("/users/1", shown.formatted("correct horse"), bearer(token)));
    responses.add(service.get("/auth/logout", bearer(token)));
    responses.add(service.delete("/users/1"));
    responses.forEach(response -> assertTrue(response.status() < 500, response.toString()));
    assertEquals(200, responses.getFirst().status());
  }

  @Test
  void userWhoseNameIsShownRepairedCanChangeThePassword() {
    String token = service.register("repaired");
    service.execute("update users set username = E'a\\u0001b' where username = 'repaired'");
    Response changed =
        service.put(
            "/auth/password",
            "{\"old\":\"correct horse\",\"new\":\"staple horse\"}",
            bearer(token));
    assertEquals(200, changed.status(), changed.body());
    service.execute("delete from users where email = 'repaired@example.com'");
  }

  @Test
  void pagesShowEachUserOnce() {
    service.execute("truncate users, revoked_tokens restart identity cascade");
    service.execute(
        """
        insert into users (username, email, created_at)
        select 'u' || i || n, 'u' || i || n || '@example.com', at::timestamptz
        from generate_series(1, 2) n, unnest(array['infinity', '-infinity', '2026-01-01 00:00Z',
          '294276-12-31 23:59:59.999999+00', '294250-01-01 00:00Z', '10000-01-01 00:00Z', '1500-02-28 00:00Z',
          '0001-01-01 00:00Z', '0100-01-01 00:00Z BC', '4714-12-01 00:00Z BC']) with ordinality as odd (at, i)""");
    Set<String> usernames = new HashSet<>();
    int pages = 0;
    for (String path = "/users?limit=1"; !path.isEmpty(); pages++) {
      Response page = service.get(path);
      assertEquals(200, page.status(), page.body());
      usernames.add(page.body().replaceAll("(?s).*\"username\":\"([^\"]*)\".*", "$1"));
      path = page.header("Link").replaceAll("<(.*)>.*", "$1");
    }
    assertEquals(20, usernames.size());
    assertEquals(20, pages);
  }

  /** The checksum of a cursor is public and can be forged. */
  @Test
  void forgedCursorReturns400OrAPage() {
    long[] times = {
      Long.MIN_VALUE,
      Long.MIN_VALUE + 1,
      Long.MAX_VALUE,
      Long.MAX_VALUE - 1,
      -1,
      0,
      CursorTime.micros(Instant.MAX),
      CursorTime.micros(Instant.MIN),
      CursorTime.micros(Instant.parse("-4713-10-20T00:00:00Z")) - 1,
      CursorTime.micros(Instant.parse("-4713-10-20T00:00:00Z")),
      CursorTime.micros(Instant.parse("+294276-12-31T23:59:59.999999Z")),
      CursorTime.micros(Instant.parse("+294276-12-31T23:59:59.999999Z")) + 1
    };
    int[] ids = {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE};
    for (long time : times) {
      for (int id : ids) {
        assertCursorStatus(time, id, CursorTime.read(time).isPresent() && id > 0 ? 200 : 400);
      }
    }
    Random random = new Random(19);
    for (int i = 0; i < 300; i++) {
      long time = random.nextLong() >> random.nextInt(Long.SIZE);
      int id = random.nextInt() >> random.nextInt(Integer.SIZE);
      assertCursorStatus(time, id, CursorTime.read(time).isPresent() && id > 0 ? 200 : 400);
    }
  }

  private static void assertCursorStatus(long time, int id, int status) {
    byte[] position =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(time).putInt(id).array();
    String cursor = CursorText.of(position, "users cursor 1 ");
    Response response = service.get("/users?limit=1&after=" + cursor);
    assertEquals(status, response.status(), () -> time + " " + id + ": " + response.body());
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
