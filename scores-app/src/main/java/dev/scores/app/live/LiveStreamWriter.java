package dev.scores.app.live;

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

/** Sends live streams at the rate at which clients read them. */
@Singleton
final class LiveStreamWriter implements ResponseBodyWriter<LiveStream> {

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<LiveStream> type,
      MediaType mediaType,
      LiveStream stream) {
    return bodies.adapt(stream.chunks(bodies.readBufferFactory()));
  }

  @Override
  public void writeTo(
      Argument<LiveStream> type,
      MediaType mediaType,
      LiveStream stream,
      MutableHeaders headers,
      OutputStream target) {
    throw new UnsupportedOperationException("a live stream is streamed");
  }
}
