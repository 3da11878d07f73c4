package dev.scores.users.http.lists;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.Timestamps;
import dev.scores.users.domain.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes a list as the contract's {@code UsersFound}, bit by bit: the generated type would need the
 * whole list at once. What has been written is drained after each bit. For one thread at a time.
 */
final class UserListJson {

  private static final JsonFactory JSON = new JsonFactory();

  private final boolean withEmails;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
  private final JsonGenerator json;

  UserListJson(boolean withEmails) {
    this.withEmails = withEmails;
    try {
      json = JSON.createGenerator(bytes);
      json.writeStartObject();
      json.writeStringField("status", "success");
      json.writeObjectFieldStart("data");
      json.writeArrayFieldStart("users");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  void write(List<User> users) {
    try {
      for (User user : users) {
        json.writeStartObject();
        json.writeNumberField("id", user.id().value());
        json.writeStringField("username", user.username().value());
        if (withEmails) {
          json.writeStringField("email", user.email().value());
        }
        json.writeBooleanField("active", user.active());
        json.writeBooleanField("admin", user.admin());
        json.writeStringField("created_at", Timestamps.text(user.createdAt()));
        json.writeEndObject();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Ends the list; nothing can be written afterwards. */
  void end(Optional<String> next) {
    try {
      json.writeEndArray();
      if (next.isPresent()) {
        json.writeStringField("next", next.get());
      }
      json.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What has been written since the last time. */
  byte[] drain() {
    try {
      if (!json.isClosed()) {
        json.flush();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] written = bytes.toByteArray();
    bytes.reset();
    return written;
  }
}
