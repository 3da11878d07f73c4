package dev.scores.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A stub of both services with the routes that a start uses; it keeps payloads in its database. */
final class StubService {

  private static final String TOKEN = "stub.token";

  private final String database;

  private StubService(String database) {
    this.database = database;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      System.out.println("stub command " + String.join(" ", arguments));
      return;
    }
    if (!System.getenv().getOrDefault("TLS_CERTIFICATE", "").isEmpty()) {
      throw new IllegalStateException("the stub has no TLS");
    }
    System.out.println("stub on port " + System.getenv("PORT"));
    var stub = new StubService(System.getenv("DATABASE_URL"));
    Sql.execute(stub.database, "create table if not exists written (payload text primary key)");
    var port = Integer.parseInt(System.getenv("PORT"));
    var http = HttpServer.create(new InetSocketAddress(port), 0);
    http.createContext("/", stub::respond);
    http.start();
  }

  /** Creates a jar for {@code java -jar} with the class path of the tests. */
  static Path jar(Path directory, Class<?> main) throws IOException {
    var manifest = new Manifest();
    var entries = manifest.getMainAttributes();
    entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    entries.put(Attributes.Name.MAIN_CLASS, main.getName());
    entries.put(Attributes.Name.CLASS_PATH, classPath());
    var jar = directory.resolve(main.getSimpleName() + ".jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static String classPath() {
    var urls = new StringBuilder();
    for (var entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      urls.append(Path.of(entry).toUri()).append(' ');
    }
    return urls.toString();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      switch (exchange.getRequestMethod() + " " + exchange.getRequestURI()) {
        case "GET /ping" -> send(exchange, 200, "{\"status\":\"success\",\"message\":\"pong!\"}");
        case "POST /api/register" -> send(exchange, isNew(body) ? 201 : 400, "{}");
        case "POST /api/login" -> send(exchange, 200, "{\"access_token\":\"" + TOKEN + "\"}");
        case "POST /auth/register" ->
            send(exchange, isNew(body) ? 201 : 400, "{\"auth_token\":\"" + TOKEN + "\"}");
        case "POST /auth/login" ->
            send(exchange, isRegistered(body) ? 200 : 404, "{\"auth_token\":\"" + TOKEN + "\"}");
        case "PATCH /scores" ->
            send(exchange, isAuthorized(exchange) && isNew(body) ? 201 : 401, "{}");
        default -> send(exchange, 404, "{}");
      }
    }
  }

  private static boolean isAuthorized(HttpExchange exchange) {
    return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  /** A payload of a registration begins with the credentials. */
  private boolean isRegistered(String credentials) {
    var start = credentials.replace("}", "").replace("'", "''");
    try {
      var sql = "select count(*) from written where starts_with(payload, '" + start + "')";
      return !Sql.query(database, sql).equals("0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isNew(String payload) {
    try (var connection = Sql.connect(database);
        var insert =
            connection.prepareStatement("insert into written values (?) on conflict do nothing")) {
      insert.setString(1, payload);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A service that exits during its start. */
  static final class Failing {

    private Failing() {}

    public static void main(String[] arguments) {
      for (int line = 1; line <= 30; line++) {
        System.out.println("line " + line + " of the log");
      }
      System.exit(3);
    }
  }
}
