package dev.scores.users.http.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.Timestamps;
import dev.scores.chassis.http.lists.ItemWriter;
import dev.scores.users.domain.User;
import java.io.IOException;

/** Writes a user of the list as the contract's {@code User}, the email only for who may see it. */
record UserText(boolean withEmail) implements ItemWriter<User> {

  @Override
  public void write(JsonGenerator target, User user) throws IOException {
    target.writeStartObject();
    target.writeNumberField("id", user.id().value());
    target.writeStringField("username", user.username().value());
    if (withEmail) {
      target.writeStringField("email", user.email().value());
    }
    target.writeBooleanField("active", user.active());
    target.writeBooleanField("admin", user.admin());
    target.writeStringField("created_at", Timestamps.text(user.createdAt()));
    target.writeEndObject();
  }
}
