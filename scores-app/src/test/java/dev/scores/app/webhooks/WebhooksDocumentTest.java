package dev.scores.app.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in docs/webhooks.md, run against messages that the service signs. */
class WebhooksDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "webhooks.md");
  private static final WebhookSecret SECRET = WebhookSecret.parse(HttpTarget.SECRET);
  private static final WebhookSecret OTHER = WebhookSecret.parse("whsec_" + "A".repeat(32));
  private static final String BODY = "{\"test\": 2432232314}";

  @TempDir private Path directory;

  /** A received request, and whether the example must accept it. */
  private record Received(String timestamp, String signatures, String body, boolean isGenuine) {}

  /** Runs an example. */
  private interface Verifier {
    boolean verify(String secret, String id, String timestamp, String signatures, String body)
        throws Exception;
  }

  @Test
  void exampleIsSignedWithTheSecretOfTheExample() throws IOException {
    String request = example("http");
    assertTrue(Files.readString(DOCUMENT).contains("#" + HttpTarget.SECRET + "'"));
    assertEquals(
        header(request, "webhook-signature"),
        SECRET.sign(
            header(request, "webhook-id"),
            Long.parseLong(header(request, "webhook-timestamp")),
            request
                .substring(request.indexOf("\n\n") + 2)
                .strip()
                .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void javaExampleAcceptsGenuineRequestsOnly() throws Exception {
    Path source = directory.resolve("WebhookVerifier.java");
    Files.writeString(source, example("java"));
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Method method =
          loader
              .loadClass("WebhookVerifier")
              .getDeclaredMethod(
                  "isGenuine",
                  String.class,
                  String.class,
                  String.class,
                  String.class,
                  byte[].class);
      method.setAccessible(true);
      assertVerifies(
          (secret, id, timestamp, signatures, body) ->
              (boolean)
                  method.invoke(
                      null,
                      secret,
                      id,
                      timestamp,
                      signatures,
                      body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Without its types, which Node 20 does not read. */
  @Test
  void typeScriptExampleAcceptsGenuineRequestsOnly() throws Exception {
    String program =
        example("typescript").replaceAll(": (string|boolean|Buffer)(?=[,) ])", "")
            + "const [secret, id, timestamp, signatures, body] = process.argv.slice(2);\n"
            + "console.log(isGenuine(secret, id, timestamp, signatures, Buffer.from(body)));\n";
    assertVerifies(verifier("node", "verify.mjs", program));
  }

  @Test
  void pythonExampleAcceptsGenuineRequestsOnly() throws Exception {
    String program =
        example("python")
            + "import sys\n"
            + "print(is_genuine(*sys.argv[1:5], body=sys.argv[5].encode()))\n";
    assertVerifies(verifier("python3", "verify.py", program));
  }

  private static void assertVerifies(Verifier verifier) throws Exception {
    long now = Instant.now().getEpochSecond();
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    String signature = SECRET.sign("4711", now, body);
    String other = OTHER.sign("4711", now, body);
    long old = now - 301;
    List<Received> requests =
        List.of(
            new Received(Long.toString(now), signature, BODY, true),
            new Received(Long.toString(now), other + " " + signature, BODY, true),
            new Received(Long.toString(now), other, BODY, false),
            new Received(Long.toString(now), "v1,short", BODY, false),
            new Received(Long.toString(now), signature, BODY + " ", false),
            new Received(Long.toString(now - 1), signature, BODY, false),
            new Received(Long.toString(old), SECRET.sign("4711", old, body), BODY, false));
    for (Received request : requests) {
      assertEquals(
          request.isGenuine(),
          verifier.verify(
              HttpTarget.SECRET, "4711", request.timestamp(), request.signatures(), request.body()),
          request.toString());
    }
  }

  private Verifier verifier(String interpreter, String file, String program) throws IOException {
    assumeTrue(isInstalled(interpreter), interpreter + " is not installed");
    Path script = directory.resolve(file);
    Files.writeString(script, program);
    return (secret, id, timestamp, signatures, body) -> {
      Process process =
          new ProcessBuilder(
                  interpreter, script.toString(), secret, id, timestamp, signatures, body)
              .redirectErrorStream(true)
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertTrue(output.matches("(?i)true|false"), output);
      return output.equalsIgnoreCase("true");
    };
  }

  private static boolean isInstalled(String program) {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private static String example(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENT));
    assertTrue(block.find(), language);
    return block.group(1);
  }

  private static String header(String request, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(request);
    assertTrue(line.find(), name);
    return line.group(1);
  }
}
