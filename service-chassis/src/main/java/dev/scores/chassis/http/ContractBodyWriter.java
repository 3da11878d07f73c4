package dev.scores.chassis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyWriter;
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
 * Writes bodies of the types that are generated from the contract, as Serde does, but with the
 * pooled buffers of {@link PooledJson}, which Serde's own writer does not support (docs/adr/0027).
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Produces(MediaType.APPLICATION_JSON)
final class ContractBodyWriter<T> implements DirectBodyWriter<T> {

  private final SerdeRegistry serializers;
  private final SerdeConfiguration settings;

  ContractBodyWriter(SerdeRegistry serializers, SerdeConfiguration settings) {
    this.serializers = serializers;
    this.settings = settings;
  }

  @Override
  public boolean isWriteable(Argument<T> type, @Nullable MediaType mediaType) {
    return PayloadSchemas.hasType(type)
        && mediaType != null
        && MediaType.APPLICATION_JSON_TYPE.matches(mediaType);
  }

  @Override
  public MessageBodyWriter<T> createSpecific(Argument<T> type) {
    try {
      return ofType(type);
    } catch (IOException unsupported) {
      throw new UncheckedIOException("cannot serialize " + type, unsupported);
    }
  }

  @Override
  public void write(Argument<T> type, T body, OutputStream target) throws IOException {
    ofType(type).write(type, body, target);
  }

  private DirectBodyWriter<T> ofType(Argument<T> type) throws IOException {
    Serializer.EncoderContext context = serializers.newEncoderContext(null);
    Serializer<? super T> serializer = context.findSerializer(type).createSpecific(context, type);
    return (same, body, target) -> {
      try (JsonGenerator json = PooledJson.JSON.createGenerator(target)) {
        serializer.serialize(
            JacksonEncoder.create(json, LimitingStream.limitsFromConfiguration(settings)),
            context,
            same,
            body);
      }
    };
  }
}
