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
 * HTTP/1.1 (RFC 9112) on one kept connection. It sends every byte as it is told: HTTP clients
 * refuse to send what must be tried.
 */
final class RawHttpClient implements AutoCloseable {

  private static final int PATIENCE_MILLISECONDS = 60_000;

  private final int port;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();

  RawHttpClient(int port) {
    this.port = port;
  }

  RawResponse send(Trial trial, String token) throws IOException {
    boolean kept = socket != null;
    try {
      return exchange(trial, token);
    } catch (IOException fault) {
      close();
      if (!kept) {
        throw fault;
      }
      // The service may have closed the connection after its last answer.
      return exchange(trial, token);
    }
  }

  private RawResponse exchange(Trial trial, String token) throws IOException {
    Socket connection = connected();
    StringBuilder head =
        new StringBuilder(trial.method() + " " + trial.target() + " HTTP/1.1\r\n")
            .append("Host: localhost:" + port + "\r\n");
    trial.headers().forEach(line -> head.append(line).append("\r\n"));
    if (trial.authorised()) {
      head.append("Authorization: Bearer " + token + "\r\n");
    }
    if (!trial.octets().isEmpty() || !trial.method().equals("GET")) {
      head.append("Content-Length: " + trial.octets().length() + "\r\n");
    }
    head.append("\r\n").append(trial.octets());
    connection.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
    RawResponse answer = read(trial.method());
    if (answer.header("connection").filter("close"::equalsIgnoreCase).isPresent()) {
      close();
    }
    return answer;
  }

  private Socket connected() throws IOException {
    Socket there = socket;
    if (there == null) {
      there = new Socket(InetAddress.getLoopbackAddress(), port);
      there.setTcpNoDelay(true);
      there.setSoTimeout(PATIENCE_MILLISECONDS);
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
    RawResponse answer = new RawResponse(status, headers, "");
    boolean empty = method.equals("HEAD") || status == 204 || status == 304;
    return empty ? answer : new RawResponse(status, headers, new String(body(answer), UTF_8));
  }

  private byte[] body(RawResponse answer) throws IOException {
    if (answer.header("transfer-encoding").isPresent()) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
        whole.write(in.readNBytes(size));
        line();
      }
      line();
      return whole.toByteArray();
    }
    return in.readNBytes(Integer.parseInt(answer.header("content-length").orElse("0")));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The connection was closed within an answer.");
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
