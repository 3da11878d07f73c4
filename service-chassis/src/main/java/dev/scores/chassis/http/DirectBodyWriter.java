package dev.scores.chassis.http;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes bodies directly into the outgoing buffer, on the thread that produced the response. */
public interface DirectBodyWriter<T> extends ResponseBodyWriter<T> {

  /** Writes the whole body. */
  void write(Argument<T> type, T body, OutputStream target) throws IOException;

  @Override
  default CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<T> type,
      MediaType mediaType,
      T body) {
    return bodies.buffer(target -> writeTo(type, body, target));
  }

  @Override
  default void writeTo(
      Argument<T> type, MediaType mediaType, T body, MutableHeaders headers, OutputStream target) {
    writeTo(type, body, target);
  }

  private void writeTo(Argument<T> type, T body, OutputStream target) {
    try {
      write(type, body, target);
    } catch (IOException fault) {
      throw new UncheckedIOException("the response body cannot be written", fault);
    }
  }
}
