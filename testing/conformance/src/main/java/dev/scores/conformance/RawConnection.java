package dev.scores.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sends requests over a plain socket, including those that HTTP clients reject or change. */
final class RawConnection {

  private final RunSettings settings;

  RawConnection(RunSettings settings) {
    this.settings = settings;
  }

  /**
   * Sends a request without a payload. The body of the response is everything after its headers.
   */
  CheckedResponse exchange(Request request) throws IOException {
    URI base = settings.service();
    StringBuilder head =
        new StringBuilder(
            "%s %s%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n"
                .formatted(
                    request.method(), base.getRawPath(), request.path(), base.getRawAuthority()));
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    try (Socket socket = connect(base)) {
      byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write(bytes);
      byte[] all = socket.getInputStream().readAllBytes();
      return toResponse(request, new String(all, StandardCharsets.UTF_8));
    }
  }

  private Socket connect(URI base) throws IOException {
    boolean secure = "https".equals(base.getScheme());
    Socket socket = secure ? settings.tls().getSocketFactory().createSocket() : new Socket();
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    int port = base.getPort() > 0 ? base.getPort() : secure ? 443 : 80;
    socket.connect(new InetSocketAddress(base.getHost(), port), timeout);
    socket.setSoTimeout(timeout);
    if (socket instanceof SSLSocket tls) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
    }
    return socket;
  }

  private static CheckedResponse toResponse(Request request, String text) throws IOException {
    int end = text.indexOf("\r\n\r\n");
    if (!text.matches("(?s)HTTP/1\\.1 \\d{3}.*") || end < 0) {
      throw new IOException("not an HTTP/1.1 response: " + Excerpt.oneLine(text));
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : text.substring(0, end).lines().skip(1).toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(line.substring(0, colon), none -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return new CheckedResponse(
        request,
        Integer.parseInt(text.substring(9, 12)),
        HttpHeaders.of(headers, (name, value) -> true),
        text.substring(end + 4));
  }
}
