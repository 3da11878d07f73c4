package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Sends requests over a plain socket, including those that HTTP clients reject or change. */
final class RawConnection {

  private final URI base;
  private final String token;

  RawConnection(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Sends the token, if there is one. The body of the response is everything after its headers. */
  CheckedResponse exchange(String method, String target, String payload, String... lines) {
    List<String> head = new ArrayList<>(List.of(lines));
    head.addFirst(
        "%s %s%s HTTP/1.1\r\nHost: %s"
            .formatted(method, base.getRawPath(), target, base.getRawAuthority()));
    head.add("Connection: close");
    if (!token.isEmpty()) {
      head.add("Authorization: Bearer " + token);
    }
    if (!payload.isEmpty()) {
      head.add("Content-Type: " + ServiceUnderTest.JSON);
      head.add("Content-Length: " + payload.length());
    }
    String request = String.join("\r\n", head) + "\r\n\r\n" + payload;
    String shown = method + " " + Excerpt.oneLine(target);
    try (Socket socket = connect()) {
      socket.setSoTimeout(Math.toIntExact(ServiceUnderTest.TIMEOUT.toMillis()));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] all = socket.getInputStream().readAllBytes();
      return toResponse(shown, new String(all, StandardCharsets.UTF_8));
    } catch (IOException exception) {
      return fail(shown + ": expected a response, was " + exception);
    }
  }

  private Socket connect() throws IOException {
    boolean secure = "https".equals(base.getScheme());
    SocketFactory sockets = secure ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
    int port = base.getPort() > 0 ? base.getPort() : secure ? 443 : 80;
    return sockets.createSocket(base.getHost(), port);
  }

  private static CheckedResponse toResponse(String request, String text) {
    int end = text.indexOf("\r\n\r\n");
    if (!text.matches("(?s)HTTP/1\\.1 \\d{3}.*") || end < 0) {
      return fail(request + ": expected an HTTP/1.1 response, was " + Excerpt.oneLine(text));
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
