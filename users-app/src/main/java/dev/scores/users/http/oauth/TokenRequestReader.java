package dev.scores.users.http.oauth;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.io.buffer.ReferenceCounted;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.MessageBodyReader;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads the payload of a token request, which must be a form. */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
@Consumes(MediaType.ALL)
final class TokenRequestReader implements MessageBodyReader<TokenRequest> {

  @Override
  public boolean isReadable(Argument<TokenRequest> type, @Nullable MediaType mediaType) {
    return type.getType() == TokenRequest.class;
  }

  @Override
  public TokenRequest read(
      Argument<TokenRequest> type,
      @Nullable MediaType mediaType,
      Headers headers,
      ByteBuffer<?> buffer) {
    TokenRequest request = read(mediaType, buffer.toByteArray());
    // The reader releases the buffer; after an exception the framework does.
    if (buffer instanceof ReferenceCounted counted) {
      counted.release();
    }
    return request;
  }

  @Override
  public TokenRequest read(
      Argument<TokenRequest> type,
      @Nullable MediaType mediaType,
      Headers headers,
      InputStream stream) {
    try {
      return read(mediaType, stream.readAllBytes());
    } catch (IOException aborted) {
      throw new UncheckedIOException(aborted);
    }
  }

  private static TokenRequest read(@Nullable MediaType mediaType, byte[] payload) {
    if (mediaType == null || !MediaType.APPLICATION_FORM_URLENCODED_TYPE.matches(mediaType)) {
      throw OAuthErrors.notAForm();
    }
    return TokenRequest.parse(payload);
  }
}
