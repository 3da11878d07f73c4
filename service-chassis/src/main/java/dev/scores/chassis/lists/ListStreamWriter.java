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
import java.io.OutputStream;

/** Sends streamed lists at the rate at which clients read them. */
@Singleton
final class ListStreamWriter implements ResponseBodyWriter<ListStream<?, ?>> {

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<ListStream<?, ?>> type,
      MediaType mediaType,
      ListStream<?, ?> list) {
    return bodies.adapt(list.buffers(bodies.readBufferFactory()));
  }

  @Override
  public void writeTo(
      Argument<ListStream<?, ?>> type,
      MediaType mediaType,
      ListStream<?, ?> list,
      MutableHeaders headers,
      OutputStream target) {
    throw new UnsupportedOperationException("a whole list is streamed");
  }
}
