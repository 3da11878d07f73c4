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
 * What every answer tells a browser (OWASP's REST Security Cheat Sheet), whatever has written it,
 * also to what is no request: take it for what it says it is, show it in no frame, load and run
 * nothing on its behalf, and say nowhere that it was read. A page says by itself what it may do.
 * Whether a page may read the answer depends on its origin, so every answer varies by it (the Fetch
 * standard, section 3.2.5, "CORS protocol and HTTP caches").
 *
 * <p>Not that a browser must come by TLS ({@code Strict-Transport-Security}): that is for the proxy
 * to say that has the certificate.
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
    if (message instanceof HttpResponse answer
        && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      finish(answer.headers());
    }
    super.write(context, message, promise);
  }

  static void finish(HttpHeaders headers) {
    headers.set(TYPE_OPTIONS, NOSNIFF);
    headers.set(FRAME_OPTIONS, DENY);
    headers.set(REFERRER_POLICY, NO_REFERRER);
    // Also where the request names no origin: a cache must not give that answer to a page.
    if (!headers.containsValue(HttpHeaderNames.VARY, ORIGIN, true)) {
      headers.add(HttpHeaderNames.VARY, ORIGIN);
    }
    if (!headers.contains(POLICY)) {
      headers.set(POLICY, NOTHING);
    }
  }
}
