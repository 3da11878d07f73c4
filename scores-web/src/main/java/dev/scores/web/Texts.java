package dev.scores.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of the web app in one language. Immutable.
 *
 * @param language the language, such as {@code en}
 * @param byKey the texts, with placeholders such as <code>{name}</code>
 */
public record Texts(String language, Map<String, String> byKey) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private static final JsonFactory JSON = JsonFactory.builder().build();

  public Texts {
    byKey = Map.copyOf(byKey);
  }

  /**
   * Reads a file of texts: a JSON object of strings.
   *
   * @throws IOException if it is something else
   */
  public static Texts parse(String language, byte[] json) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      require(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        require(parser, JsonToken.VALUE_STRING);
        if (texts.put(key, parser.getText()) != null) {
          throw new IOException("two texts of " + language + " have the key " + key);
        }
      }
    }
    return new Texts(language, texts);
  }

  private static void require(JsonParser parser, JsonToken expected) throws IOException {
    JsonToken token = parser.nextToken();
    if (token != expected) {
      throw new IOException(
          "expected %s, but found %s at %s"
              .formatted(expected, token, parser.currentTokenLocation().toString()));
    }
  }

  public Set<String> keys() {
    return byKey.keySet();
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /**
   * The text with its placeholders filled.
   *
   * @throws IllegalArgumentException if no text has the key
   */
  public String get(String key, Map<String, ?> values) {
    String text =
        find(key).orElseThrow(() -> new IllegalArgumentException("no text has the key " + key));
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    values.containsKey(found.group(1))
                        ? String.valueOf(values.get(found.group(1)))
                        : found.group()));
  }

  public String get(String key) {
    return get(key, Map.of());
  }

  /**
   * The text for a number of things: that of {@code key.one} or {@code key.other}.
   *
   * @param shown the number as it is written in the language
   */
  public String plural(String key, long number, String shown) {
    return get(key + (number == 1 ? ".one" : ".other"), Map.of("n", shown));
  }
}
