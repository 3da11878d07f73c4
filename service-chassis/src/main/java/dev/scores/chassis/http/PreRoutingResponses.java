package dev.scores.chassis.http;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCEPT;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN;
import static io.netty.handler.codec.http.HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.ORIGIN;
import static io.netty.handler.codec.http.HttpHeaderNames.VARY;

import io.micronaut.http.MediaType;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.http.server.cors.CorsOriginConfiguration;
import io.micronaut.json.JsonMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes error responses without the framework, on the event loop, for handlers that reject a
 * request before it is routed or after its deadline. They have the same body and headers as other
 * error responses. Thread-safe.
 */
@Singleton
public final class PreRoutingResponses {

  private final ErrorWriter writer;
  private final JsonMapper json;
  private final HttpServerConfiguration.CorsConfiguration cors;

  PreRoutingResponses(ErrorWriter writer, JsonMapper json, HttpServerConfiguration server) {
    this.writer = writer;
    this.json = json;
    this.cors = server.getCors();
  }

  /**
   * The whole response, to be written as it is.
   *
   * @param accept the values of the request's {@code Accept}, which a normalized head does not have
   */
  public FullHttpResponse to(HttpRequest request, List<String> accept, ApiException exception) {
    boolean asProblem = ProblemNegotiation.prefersProblem(AcceptHeader.parse(accept));
    byte[] body =
        bytes(asProblem ? Problem.of(exception) : writer.body(path(request.uri()), exception));
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(exception.status().getCode()),
            Unpooled.wrappedBuffer(body));
    HttpHeaders headers = response.headers();
    headers.set(
        CONTENT_TYPE, asProblem ? MediaType.APPLICATION_JSON_PROBLEM : MediaType.APPLICATION_JSON);
    headers.set(CONTENT_LENGTH, body.length);
    headers.set(VARY, ACCEPT);
    headers.set(RequestIds.HEADER, RequestIds.from(request.headers().get(RequestIds.HEADER)));
    exception.headers().forEach(headers::set);
    SecurityHeadersHandler.setHeaders(headers);
    Origin.removeIfMalformed(request.headers());
    setCorsHeaders(request.headers().get(ORIGIN), headers);
    return response;
  }

  /** Writes the response as the last one of its connection, which closes when it is written. */
  @SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection, too.
  public void writeLast(
      ChannelHandlerContext context,
      HttpRequest request,
      List<String> accept,
      ApiException exception) {
    FullHttpResponse response = to(request, accept, exception);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    // The listener closes through the whole pipeline, so that LingeringClose takes part.
    context.writeAndFlush(response, context.newPromise()).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Sets the CORS headers that the framework's filter would set (the Fetch standard, section
   * 3.2.3).
   */
  private void setCorsHeaders(@Nullable String origin, HttpHeaders headers) {
    if (origin == null) {
      return;
    }
    for (CorsOriginConfiguration allowed : cors.getConfigurations().values()) {
      if (allowed.getAllowedOrigins().contains("*")
          || allowed.getAllowedOrigins().contains(origin)) {
        headers.set(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(ACCESS_CONTROL_EXPOSE_HEADERS, String.join(",", allowed.getExposedHeaders()));
        return;
      }
    }
  }

  private byte[] bytes(Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
