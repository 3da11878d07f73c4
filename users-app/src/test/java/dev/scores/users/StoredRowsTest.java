package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that somebody wrote by SQL: no answer becomes a 500. */
class StoredRowsTest {

  private static UsersService service;

  @BeforeAll
  static void start() {
    service = UsersService.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void oddNamesAreShownRepaired() {
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
  void loginWithAnotherHashIsRefusedLikeAWrongPassword(String hash) {
    service.execute("delete from users where username = 'odd'");
    service.execute(
        "insert into users (username, email, password_hash) values ('odd', 'odd@example.com', '"
            + hash
            + "')");
    String login = "{\"username\":\"odd\",\"password\":\"correct horse\"}";
    assertEquals(401, service.post("/api/login", login).status());
  }
}
