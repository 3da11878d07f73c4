package dev.scores.chassis.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.io.buffer.ReferenceCounted;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.MessageBodyReader;
import io.micronaut.jackson.core.tree.JsonNodeTreeCodec;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads of the types that are generated from the contract: parses strict JSON, validates
 * it against the schema of the type's name and converts it to the type. Validation ensures the JSON
 * types, so no value is coerced.
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Consumes(MediaType.ALL)
final class ContractBodyReader<T> implements MessageBodyReader<T> {

  /** Converts Jackson's trees to Serde's, so that the payload is parsed once. */
  private static final JsonNodeTreeCodec TREES = JsonNodeTreeCodec.getInstance();

  private final PayloadSchemas contract;
  private final JsonMapper json;

  ContractBodyReader(PayloadSchemas contract, JsonMapper json) {
    this.contract = contract;
    this.json = json;
  }

  @Override
  public boolean isReadable(Argument<T> type, @Nullable MediaType mediaType) {
    return PayloadSchemas.hasType(type);
  }

  @Override
  public T read(
      Argument<T> type, @Nullable MediaType mediaType, Headers headers, ByteBuffer<?> buffer) {
    T value = read(type, mediaType, buffer.toByteArray());
    // The reader releases the buffer; after an exception the framework does.
    if (buffer instanceof ReferenceCounted counted) {
      counted.release();
    }
    return value;
  }

  @Override
  public T read(
      Argument<T> type, @Nullable MediaType mediaType, Headers headers, InputStream stream) {
    try {
      return read(type, mediaType, stream.readAllBytes());
    } catch (IOException aborted) {
      throw new UncheckedIOException(aborted);
    }
  }

  private T read(Argument<T> type, @Nullable MediaType mediaType, byte[] payload) {
    boolean isJson = mediaType != null && MediaType.APPLICATION_JSON_TYPE.matches(mediaType);
    if (payload.length > 0 && !isJson) {
      throw FrameworkExceptionMapper.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
    JsonNode tree = StrictJson.read(payload);
    List<FieldError> errors = contract.errors(type.getType().getSimpleName(), tree);
    if (!errors.isEmpty()) {
      throw ApiException.invalidPayload(errors);
    }
    try {
      return json.readValueFromTree(TREES.readTree(tree.traverse()), type);
    } catch (IOException mismatch) {
      throw new IllegalStateException("valid against the contract, but not convertible", mismatch);
    }
  }
}
