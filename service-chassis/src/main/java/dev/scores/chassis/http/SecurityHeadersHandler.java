package dev.scores.chassis.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.AsciiString;

/**
 * Sets security headers for browsers on every response, whichever handler wrote it (OWASP REST
 * Security Cheat Sheet): no content sniffing, no frames, no {@code Referer}, and a {@code
 * Content-Security-Policy} that allows nothing unless the response has its own. Every response
 * varies by {@code Origin} (the Fetch standard, section 3.2.5, "CORS protocol and HTTP caches").
 *
 * <p>{@code Strict-Transport-Security} is left to a proxy, because it applies to all ports of a
 * host name, also to those without TLS.
 */
@Sharable
public final class SecurityHeadersHandler extends ChannelOutboundHandlerAdapter {

  public static final SecurityHeadersHandler INSTANCE = new SecurityHeadersHandler();

  private static final AsciiString TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
  private static final AsciiString POLICY = AsciiString.cached("Content-Security-Policy");
  private static final AsciiString NOTHING =
      AsciiString.cached("default-src 'none'; frame-ancestors 'none'");
  private static final AsciiString FRAME_OPTIONS = AsciiString.cached("X-Frame-Options");
  private static final AsciiString DENY = AsciiString.cached("DENY");
  private static final AsciiString REFERRER_POLICY = AsciiString.cached("Referrer-Policy");
  private static final AsciiString ORIGIN = AsciiString.cached("Origin");
  private static final AsciiString NO_REFERRER = AsciiString.cached("no-referrer");

  private SecurityHeadersHandler() {}

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      setHeaders(response.headers());
    }
    super.write(context, message, promise);
  }

  static void setHeaders(HttpHeaders headers) {
    headers.set(TYPE_OPTIONS, NOSNIFF);
    headers.set(FRAME_OPTIONS, DENY);
    headers.set(REFERRER_POLICY, NO_REFERRER);
    // Also without an Origin header: a cache must not reuse that response for a page.
    if (!headers.containsValue(HttpHeaderNames.VARY, ORIGIN, true)) {
      headers.add(HttpHeaderNames.VARY, ORIGIN);
    }
    if (!headers.contains(POLICY)) {
      headers.set(POLICY, NOTHING);
    }
  }
}
