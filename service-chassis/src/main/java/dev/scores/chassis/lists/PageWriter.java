package dev.scores.chassis.lists;

import dev.scores.chassis.http.DirectBodyWriter;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;

/** Writes pages in any format. */
@Singleton
final class PageWriter implements DirectBodyWriter<WrittenPage<?>> {

  @Override
  public void write(Argument<WrittenPage<?>> type, WrittenPage<?> page, OutputStream target)
      throws IOException {
    page.writeTo(target);
  }
}
