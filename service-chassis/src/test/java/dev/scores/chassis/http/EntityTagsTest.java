package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.chassis.http.EntityTags.EntityTag;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

  static Stream<Arguments> lists() {
    return Stream.of(
        arguments("\"1\"", List.of(strong("1"))),
        arguments("W/\"1\"", List.of(weak("1"))),
        arguments("\"\"", List.of(strong(""))),
        arguments("\"1\",\"2\"", List.of(strong("1"), strong("2"))),
        arguments(" \"1\" \t,\t W/\"2\" ", List.of(strong("1"), weak("2"))),
        arguments("\"1\",\"1\"", List.of(strong("1"), strong("1"))),
        // Commas, backslashes and asterisks have no special meaning inside quotes.
        arguments("\"a,b\\\", \"*\"", List.of(strong("a,b\\"), strong("*"))),
        arguments("\"!#~\u0080\u00ff\"", List.of(strong("!#~\u0080\u00ff"))),
        // A recipient must ignore empty elements (section 5.6.1.2).
        arguments(", ,\"1\",,", List.of(strong("1"))));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void listOfTagsIsParsed(String field, List<EntityTag> tags) {
    assertEquals(Optional.of(new EntityTags(false, tags)), EntityTags.parse(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", " *", "*\t"})
  void asteriskMatchesAny(String field) {
    assertEquals(Optional.of(new EntityTags(true, List.of())), EntityTags.parse(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "1",
        "\"",
        "\"1",
        "1\"",
        "'1'",
        "w/\"1\"",
        "W\"1\"",
        "W/ \"1\"",
        "W/1",
        "\"1\" \"2\"",
        "\"1\"\"2\"",
        "\"1\";\"2\"",
        "\"1\", 2",
        "*, \"1\"",
        "\"1\", *",
        "**",
        "\"a b\"",
        "\"a\tb\"",
        "\"\u007f\"",
        "\"\u0100\"",
        "\"1\"\n",
        "\u00a0\"1\""
      })
  void malformedListIsEmpty(String field) {
    assertEquals(Optional.empty(), EntityTags.parse(field));
  }

  @Test
  void longFieldIsParsedInLinearTime() {
    assertEquals(100_000, EntityTags.parse("\"1\",".repeat(100_000)).orElseThrow().tags().size());
    assertEquals(Optional.empty(), EntityTags.parse("\"1\" ".repeat(100_000)));
    assertEquals(Optional.empty(), EntityTags.parse(" ".repeat(1_000_000)));
    assertTrue(EntityTags.parse("\"" + "a".repeat(1_000_000) + "\"").isPresent());
  }

  @Test
  void weakComparisonIgnoresWeakness() {
    EntityTags tags = EntityTags.parse("W/\"1\", \"2\"").orElseThrow();
    assertTrue(tags.matchWeakly("1"));
    assertTrue(tags.matchWeakly("2"));
    assertFalse(tags.matchWeakly("3"));
    assertTrue(EntityTags.parse("*").orElseThrow().matchWeakly("3"));
  }

  @Test
  void onlyStrongTagsMatchByStrongComparison() {
    assertEquals(
        List.of("2", "3"), EntityTags.parse("W/\"1\", \"2\", \"3\"").orElseThrow().strong());
    assertEquals(List.of(), EntityTags.parse("*").orElseThrow().strong());
  }

  @Test
  void severalLinesFormOneList() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .add("If-Match", "\"1\"")
            .add("if-match", "\"2\"")
            .add("If-None-Match", "*")
            .add("X-Other", "a")
            .add("X-Other", "b");
    EntityTags.join(headers);
    assertEquals(List.of("\"1\", \"2\""), headers.getAll("If-Match"));
    assertEquals(List.of("*"), headers.getAll("If-None-Match"));
    assertEquals(List.of("a", "b"), headers.getAll("X-Other"));
  }

  private static EntityTag strong(String opaque) {
    return new EntityTag(false, opaque);
  }

  private static EntityTag weak(String opaque) {
    return new EntityTag(true, opaque);
  }
}
