package dev.scores.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  private final WebApp app = new WebApp();

  /** A missing key would be shown to readers; a missing placeholder would lose a value. */
  @Test
  void languagesHaveTheSameKeysAndPlaceholders() {
    Map<String, String> english = placeholders(app.texts("en"));
    for (String language : WebApp.LANGUAGES) {
      assertEquals(english, placeholders(app.texts(language)), language);
    }
  }

  @Test
  void pluralSelectsTheForm() {
    Texts texts = new Texts("en", Map.of("k.one", "{n} attempt", "k.other", "{n} attempts"));
    assertEquals("1 attempt", texts.plural("k", 1, "1"));
    assertEquals("0 attempts", texts.plural("k", 0, "0"));
    assertEquals("12 attempts", texts.plural("k", 12, "12"));
  }

  @Test
  void valuesReplacePlaceholders() {
    Texts texts = new Texts("en", Map.of("k", "{name} solved {exercise}"));
    assertEquals(
        "{exercise} solved 5", texts.get("k", Map.of("name", "{exercise}", "exercise", 5)));
    assertThrows(IllegalArgumentException.class, () -> texts.get("unknown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"k\":1}", "{\"k\":\"a\",\"k\":\"b\"}", "{\"k\":\"a\"", "{"})
  void fileThatIsNoObjectOfStringsIsRejected(String json) {
    assertThrows(IOException.class, () -> Texts.parse("en", json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> placeholders(Texts texts) {
    return texts.keys().stream()
        .collect(
            Collectors.toMap(
                key -> key, key -> placeholders(texts.get(key)), (a, b) -> a, TreeMap::new));
  }

  private static String placeholders(String text) {
    return String.join(
        "",
        PLACEHOLDER
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
