package dev.scores.users.http.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.Timestamps;
import dev.scores.chassis.lists.ItemWriter;
import dev.scores.users.domain.User;
import java.io.IOException;

/**
 * Writes a user as the contract's {@code ListedUser}.
 *
 * @param withEmail whether the caller may see emails
 * @param withFlags whether the caller may see which users are active, admins and teachers
 */
record UserItemWriter(boolean withEmail, boolean withFlags) implements ItemWriter<User> {

  @Override
  public void write(JsonGenerator target, User user) throws IOException {
    target.writeStartObject();
    target.writeNumberField("id", user.id().value());
    target.writeStringField("username", user.username().value());
    if (withEmail) {
      target.writeStringField("email", user.email().value());
    }
    if (withFlags) {
      target.writeBooleanField("active", user.active());
      target.writeBooleanField("admin", user.admin());
    }
    target.writeStringField("created_at", Timestamps.text(user.createdAt()));
    if (withFlags) {
      target.writeBooleanField("teacher", user.teacher());
      target.writeBooleanField("email_confirmed", user.emailConfirmed());
    }
    target.writeEndObject();
  }
}
