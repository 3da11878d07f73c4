package dev.scores.chassis.tracing;

import dev.scores.chassis.http.OriginalRequest;
import dev.scores.chassis.http.RequestChannel;
import dev.scores.chassis.limits.ClientAddressResolver;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpVersion;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerAttributesGetter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a request's span, and its {@code traceparent}. Method and client are those of
 * the metrics and the limits; headers that any client can send, such as {@code Forwarded}, have no
 * effect.
 *
 * @param clients determines the address of the client
 */
record RequestAttributes(ClientAddressResolver clients)
    implements HttpServerAttributesGetter<HttpRequest<?>, Integer>, TextMapGetter<HttpRequest<?>> {

  /** The headers that attributes may come from, in lower case. */
  private static final Set<String> HEADERS = Set.of("host", "user-agent");

  @Override
  public String getHttpRequestMethod(HttpRequest<?> request) {
    return OriginalRequest.of(request).isHead() ? "HEAD" : request.getMethodName();
  }

  @Override
  public List<String> getHttpRequestHeader(HttpRequest<?> request, String name) {
    return HEADERS.contains(name) ? request.getHeaders().getAll(name) : List.of();
  }

  @Override
  public Integer getHttpResponseStatusCode(
      HttpRequest<?> request, Integer status, @Nullable Throwable error) {
    return status;
  }

  @Override
  public List<String> getHttpResponseHeader(HttpRequest<?> request, Integer status, String name) {
    return List.of();
  }

  @Override
  public String getUrlScheme(HttpRequest<?> request) {
    // HTTP/2 requires TLS here, which the channel of a stream does not show.
    return request.isSecure() || isHttp2(request) ? "https" : "http";
  }

  @Override
  public String getUrlPath(HttpRequest<?> request) {
    return request.getPath();
  }

  @Override
  public @Nullable String getUrlQuery(HttpRequest<?> request) {
    return request.getUri().getRawQuery();
  }

  @Override
  public String getNetworkProtocolVersion(HttpRequest<?> request, @Nullable Integer status) {
    if (isHttp2(request)) {
      return "2";
    }
    var version = RequestChannel.version(request);
    return version.majorVersion() + "." + version.minorVersion();
  }

  private static boolean isHttp2(HttpRequest<?> request) {
    return request.getHttpVersion() == HttpVersion.HTTP_2_0;
  }

  @Override
  public String getClientAddress(HttpRequest<?> request) {
    return clients.address(request).getHostAddress();
  }

  @Override
  public Iterable<String> keys(HttpRequest<?> request) {
    return request.getHeaders().names();
  }

  @Override
  public @Nullable String get(@Nullable HttpRequest<?> request, String name) {
    return request == null ? null : request.getHeaders().get(name);
  }
}
