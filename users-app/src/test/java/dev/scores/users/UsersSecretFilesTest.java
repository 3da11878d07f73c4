package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are given as files. */
class UsersSecretFilesTest {

  @TempDir private Path directory;

  @Test
  void commandsReadSecretsFromFiles() throws IOException {
    try (UsersTestServer service = UsersTestServer.startWithRealHashing()) {
      Map<String, String> environment =
          Map.of(
              "DATABASE_URL_FILE", file(service.databaseUrl()),
              "JWT_SIGNING_KEY_FILE", file(UsersTestServer.KEY.toJSONString()),
              "USERS_ADMIN_PASSWORD_FILE", file("horse in a file"));
      assertEquals(new UsersCommand(0, ""), UsersCommand.execute(environment, "migrate"));
      assertEquals(
          new UsersCommand(0, ""),
          UsersCommand.execute(
              environment, "create-admin", "--username", "chief", "--email", "chief@example.com"));
      String credentials = "{\"email\":\"chief@example.com\",\"password\":\"horse in a file\"}";
      assertEquals(200, service.post("/auth/login", credentials).status());
    }
  }

  @Test
  void everyWrongFileIsNamedInOneLine() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", "postgres://ann:sesame@127.0.0.1:1/none");
    environment.put("DATABASE_URL_FILE", file("postgres://ann:sesame@127.0.0.1:1/none"));
    environment.put("JWT_SIGNING_KEY_FILE", file(""));
    environment.put("USERS_ADMIN_EMAIL", "chief@example.com");
    environment.put("USERS_ADMIN_PASSWORD_FILE", directory.resolve("none").toString());
    environment.put("SMTP_URL_FILE", "sesame");
    UsersCommand ended = UsersCommand.execute(environment);
    assertEquals(78, ended.status(), ended.errors());
    assertEquals(
        List.of(
            "DATABASE_URL and DATABASE_URL_FILE are both set: set one of them",
            "JWT_SIGNING_KEY_FILE is wrong: the file is empty",
            "USERS_ADMIN_PASSWORD_FILE is wrong: there is no such file",
            "SMTP_URL_FILE is wrong: there is no such file"),
        ended.errors().lines().toList());
  }

  private String file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "secret", ""), text + "\n").toString();
  }
}
