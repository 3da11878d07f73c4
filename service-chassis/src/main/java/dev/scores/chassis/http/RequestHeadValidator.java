package dev.scores.chassis.http;

import io.micronaut.http.HttpStatus;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a request head beyond what the codec checks: a supported version (RFC 9110, section 2.5),
 * one valid {@code Host} (RFC 9112, section 3.2) and a supported content coding (RFC 9110, section
 * 15.5.16).
 */
final class RequestHeadValidator {

  /** {@code uri-host [ ":" port ]} (RFC 9110, section 7.2; RFC 3986, section 3.2.2). */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:\\[[0-9A-Fa-f:.]+]|\\[v[0-9A-Fa-f]+\\.[\\w.~!$&'()*+,;=:-]+]"
              + "|(?:[\\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?");

  /** The codings that the framework decodes; it passes on any other content undecoded. */
  private static final Set<String> CONTENT_CODINGS =
      Set.of("", "identity", "gzip", "x-gzip", "deflate", "x-deflate");

  private RequestHeadValidator() {}

  /** The error response; empty if the head is valid. */
  static Optional<ApiException> validate(HttpRequest request) {
    if (request.protocolVersion().majorVersion() != 1) {
      return Optional.of(badRequest("The HTTP version must be 1.0 or 1.1."));
    }
    if (!isHostValid(request)) {
      return Optional.of(badRequest("The request must have exactly one valid Host header."));
    }
    return isContentCodingKnown(request) ? Optional.empty() : Optional.of(unknownContentCoding());
  }

  private static boolean isHostValid(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    return hosts.isEmpty()
        ? request.protocolVersion().equals(HttpVersion.HTTP_1_0)
        : hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
  }

  /** Ignores the header of a request without payload. */
  private static boolean isContentCodingKnown(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
      return true;
    }
    if (!HttpUtil.isTransferEncodingChunked(request)
        && HttpUtil.getContentLength(request, 0L) == 0) {
      return true;
    }
    List<String> codings = headers.getAll(HttpHeaderNames.CONTENT_ENCODING);
    return codings.size() == 1
        && CONTENT_CODINGS.contains(codings.getFirst().strip().toLowerCase(Locale.ROOT));
  }

  private static ApiException unknownContentCoding() {
    return ApiException.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "Content-Encoding must be gzip, deflate or identity.")
        .withHeader("Accept-Encoding", "gzip, deflate, identity");
  }

  private static ApiException badRequest(String message) {
    return ApiException.of(HttpStatus.BAD_REQUEST, "invalid_request", message);
  }
}
