package dev.scores.chassis.lists;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes pages in any format directly into the outgoing buffer, on the thread that produced the
 * response.
 */
@Singleton
final class PageWriter implements ResponseBodyWriter<WrittenPage<?>> {

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<WrittenPage<?>> type,
      MediaType mediaType,
      WrittenPage<?> page) {
    return bodies.buffer(target -> write(page, target));
  }

  @Override
  public void writeTo(
      Argument<WrittenPage<?>> type,
      MediaType mediaType,
      WrittenPage<?> page,
      MutableHeaders headers,
      OutputStream target) {
    write(page, target);
  }

  private static void write(WrittenPage<?> page, OutputStream target) {
    try {
      page.writeTo(target);
    } catch (IOException fault) {
      throw new UncheckedIOException("the page cannot be written", fault);
    }
  }
}
