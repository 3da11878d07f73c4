package dev.scores.chassis.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.serde.LimitingStream;
import io.micronaut.serde.SerdeRegistry;
import io.micronaut.serde.Serializer;
import io.micronaut.serde.config.SerdeConfiguration;
import io.micronaut.serde.jackson.JacksonEncoder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers that the contract names, as Serde does, but with buffers of a pool. Serde's
 * own writer takes those that Jackson keeps for each thread, and virtual threads are new each time:
 * 16 KB of garbage an answer, half of all (docs/performance.md).
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Produces(MediaType.APPLICATION_JSON)
final class ContractBodyWriter<T> implements ResponseBodyWriter<T> {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool()).build();

  private final SerdeRegistry serializers;
  private final SerdeConfiguration settings;

  ContractBodyWriter(SerdeRegistry serializers, SerdeConfiguration settings) {
    this.serializers = serializers;
    this.settings = settings;
  }

  @Override
  public boolean isWriteable(Argument<T> type, @Nullable MediaType mediaType) {
    return Contract.hasType(type)
        && mediaType != null
        && MediaType.APPLICATION_JSON_TYPE.matches(mediaType);
  }

  @Override
  public ResponseBodyWriter<T> createSpecific(Argument<T> type) {
    Serializer.EncoderContext context = serializers.newEncoderContext(null);
    try {
      Serializer<? super T> serializer = context.findSerializer(type).createSpecific(context, type);
      return new OfType<>(context, serializer, settings);
    } catch (IOException unknown) {
      throw new UncheckedIOException("no answer can be a " + type, unknown);
    }
  }

  @Override
  public CloseableByteBody writePiece(
      ByteBodyFactory bodies,
      HttpRequest<?> request,
      HttpResponse<?> response,
      Argument<T> type,
      MediaType mediaType,
      T answer) {
    return createSpecific(type).writePiece(bodies, request, response, type, mediaType, answer);
  }

  @Override
  public void writeTo(
      Argument<T> type,
      MediaType mediaType,
      T answer,
      MutableHeaders headers,
      OutputStream target) {
    createSpecific(type).writeTo(type, mediaType, answer, headers, target);
  }

  private record OfType<T>(
      Serializer.EncoderContext context,
      Serializer<? super T> serializer,
      SerdeConfiguration settings)
      implements ResponseBodyWriter<T> {

    @Override
    public CloseableByteBody writePiece(
        ByteBodyFactory bodies,
        HttpRequest<?> request,
        HttpResponse<?> response,
        Argument<T> type,
        MediaType mediaType,
        T answer) {
      return bodies.buffer(target -> write(type, answer, target));
    }

    @Override
    public void writeTo(
        Argument<T> type,
        MediaType mediaType,
        T answer,
        MutableHeaders headers,
        OutputStream target) {
      write(type, answer, target);
    }

    private void write(Argument<T> type, T answer, OutputStream target) {
      try (JsonGenerator json = JSON.createGenerator(target)) {
        serializer.serialize(
            JacksonEncoder.create(json, LimitingStream.limitsFromConfiguration(settings)),
            context,
            type,
            answer);
      } catch (IOException fault) {
        throw new UncheckedIOException("the answer cannot be written", fault);
      }
    }
  }
}
