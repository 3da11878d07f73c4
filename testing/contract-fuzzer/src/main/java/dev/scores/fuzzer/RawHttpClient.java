package dev.scores.fuzzer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client (RFC 9112) with one persistent connection. It does not validate requests, as
 * other HTTP clients do.
 */
final class RawHttpClient implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final int port;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  RawHttpClient(int port) {
    this.port = port;
  }

  RawResponse send(FuzzedRequest request, String token) throws IOException {
    boolean kept = socket != null;
    try {
      return exchange(request, token);
    } catch (IOException fault) {
      close();
      if (!kept) {
        throw fault;
      }
      // The service may have closed the connection after its last response.
      return exchange(request, token);
    }
  }

  private RawResponse exchange(FuzzedRequest request, String token) throws IOException {
    Socket connection = connected();
    StringBuilder head =
        new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n")
            .append("Host: localhost:" + port + "\r\n");
    request.headers().forEach(line -> head.append(line).append("\r\n"));
    if (request.withToken()) {
      head.append("Authorization: Bearer " + token + "\r\n");
    }
    if (!request.octets().isEmpty() || !request.method().equals("GET")) {
      head.append("Content-Length: " + request.octets().length() + "\r\n");
    }
    head.append("\r\n").append(request.octets());
    connection.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
    RawResponse response = read(request.method());
    if (response.header("connection").filter("close"::equalsIgnoreCase).isPresent()) {
      close();
    }
    return response;
  }

  private Socket connected() throws IOException {
    Socket there = socket;
    if (there == null) {
      there = new Socket(InetAddress.getLoopbackAddress(), port);
      there.setTcpNoDelay(true);
      there.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(there.getInputStream());
      socket = there;
    }
    return there;
  }

  private RawResponse read(String method) throws IOException {
    String[] first = line().split(" ", 3);
    int status = Integer.parseInt(first[1]);
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    if (status < 200) {
      return read(method);
    }
    RawResponse response = new RawResponse(status, headers, "");
    boolean empty = method.equals("HEAD") || status == 204 || status == 304;
    return empty ? response : new RawResponse(status, headers, new String(body(response), UTF_8));
  }

  private byte[] body(RawResponse response) throws IOException {
    if (response.header("transfer-encoding").isPresent()) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
        whole.write(in.readNBytes(size));
        line();
      }
      line();
      return whole.toByteArray();
    }
    return in.readNBytes(Integer.parseInt(response.header("content-length").orElse("0")));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed within a response");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    Socket there = socket;
    socket = null;
    if (there != null) {
      there.close();
    }
  }
}
