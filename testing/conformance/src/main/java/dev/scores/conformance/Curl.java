package dev.scores.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes requests as command lines for a shell in which {@code TOKEN} is set. */
final class Curl {

  /** Longer payloads are only in the JSON report. */
  private static final int MAX_PAYLOAD = 2000;

  private final RunSettings settings;

  Curl(RunSettings settings) {
    this.settings = settings;
  }

  String line(Request request) {
    List<String> words = new ArrayList<>(List.of("curl", "-gi"));
    settings.certificates().ifPresent(file -> words.add("--cacert " + quoted(file.toString())));
    if (request.method().equals("HEAD")) {
      words.add("-I");
    } else if (!request.method().equals("GET")) {
      words.add("-X " + request.method());
    }
    request.headers().forEach((name, value) -> words.add("-H " + header(name, value)));
    if (request.payload() != null && !request.headers().containsKey("Content-Type")) {
      words.add("-H 'Content-Type:'"); // Removes curl's own.
    }
    words.add(target(request));
    return input(request, words);
  }

  private String header(String name, String value) {
    String text = settings.withoutTokens(name, value);
    if (text.contains("TOKEN") && !text.equals(value)) {
      return "\"" + name + ": " + text + '"'; // The shell replaces the variable.
    }
    return quoted(text.isEmpty() ? name + ";" : name + ": " + text);
  }

  private String target(Request request) {
    String url = settings.service() + request.path();
    // curl changes a target that is not a valid URL.
    return url.matches("[!-~&&[^\"<>\\\\^`{|}]]*")
            && !request.path().matches(".*%(?!\\p{XDigit}{2}).*")
        ? quoted(url)
        : "--request-target "
            + quoted(settings.service().getRawPath() + request.path())
            + " "
            + quoted(settings.service().toString());
  }

  private String input(Request request, List<String> words) {
    String payload = request.payload();
    if (payload == null) {
      return String.join(" ", words);
    }
    if (payload.length() > MAX_PAYLOAD) {
      words.add("--data-binary @payload # %d bytes".formatted(payload.length()));
      return String.join(" ", words);
    }
    if (!request.charset().equals(StandardCharsets.UTF_8)) {
      words.add("--data-binary @-");
      return "printf %%s %s | iconv -f UTF-8 -t %s | %s"
          .formatted(quoted(payload), request.charset(), String.join(" ", words));
    }
    words.add("--data-binary " + quoted(settings.withoutTokens(payload)));
    return String.join(" ", words);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
