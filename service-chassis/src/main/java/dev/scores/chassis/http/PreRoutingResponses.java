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
 * Refusals written without the framework, where it may not be troubled or is too late: on the event
 * loop, in some microseconds, with the manners of every other answer. Safe for many threads.
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
  public FullHttpResponse to(HttpRequest request, List<String> accept, ApiException refusal) {
    boolean asProblem = ProblemNegotiation.prefersProblem(AcceptHeader.parse(accept));
    byte[] body =
        bytes(asProblem ? Problem.of(refusal) : writer.formed(path(request.uri()), refusal));
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(refusal.status().getCode()),
            Unpooled.wrappedBuffer(body));
    HttpHeaders headers = answer.headers();
    headers.set(
        CONTENT_TYPE, asProblem ? MediaType.APPLICATION_JSON_PROBLEM : MediaType.APPLICATION_JSON);
    headers.set(CONTENT_LENGTH, body.length);
    headers.set(VARY, ACCEPT);
    headers.set(RequestIds.HEADER, RequestIds.from(request.headers().get(RequestIds.HEADER)));
    refusal.headers().forEach(headers::set);
    SecurityHeadersHandler.finish(headers);
    Origin.check(request.headers());
    allow(request.headers().get(ORIGIN), headers);
    return answer;
  }

  /** Writes the response as the last one of its connection, which closes when it is written. */
  @SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection, too.
  public void writeLast(
      ChannelHandlerContext context,
      HttpRequest request,
      List<String> accept,
      ApiException refusal) {
    FullHttpResponse response = to(request, accept, refusal);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    // The listener closes by the whole pipeline, so that LingeringClose can do it without a reset.
    context.writeAndFlush(response, context.newPromise()).addListener(ChannelFutureListener.CLOSE);
  }

  /** As the framework's filter would (the Fetch standard, section 3.2.3). */
  private void allow(@Nullable String origin, HttpHeaders answer) {
    if (origin == null) {
      return;
    }
    for (CorsOriginConfiguration allowed : cors.getConfigurations().values()) {
      if (allowed.getAllowedOrigins().contains("*")
          || allowed.getAllowedOrigins().contains(origin)) {
        answer.set(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        answer.set(ACCESS_CONTROL_EXPOSE_HEADERS, String.join(",", allowed.getExposedHeaders()));
        return;
      }
    }
  }

  private byte[] bytes(Object body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
