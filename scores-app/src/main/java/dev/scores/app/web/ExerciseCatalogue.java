package dev.scores.app.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scores.domain.ExerciseId;
import dev.scores.web.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * The exercises that the operator names, in their order.
 *
 * @param titles the title of each; empty if it has none
 */
record ExerciseCatalogue(SequencedMap<ExerciseId, String> titles) {

  static final ExerciseCatalogue EMPTY = new ExerciseCatalogue(new LinkedHashMap<>());

  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_EXERCISES = 10_000;
  private static final int MAX_TITLE = 200;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  ExerciseCatalogue {
    titles = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(titles));
  }

  /** Parses a JSON array of objects with {@code id} and {@code title}. Ignores other members. */
  static ExerciseCatalogue parse(byte[] json) throws MalformedCatalogueException {
    if (json.length > MAX_BYTES) {
      throw new MalformedCatalogueException("it has more than " + MAX_BYTES + " bytes");
    }
    JsonNode array = read(json);
    if (!array.isArray() || array.size() > MAX_EXERCISES) {
      throw new MalformedCatalogueException(
          "it must be an array of at most " + MAX_EXERCISES + " exercises");
    }
    SequencedMap<ExerciseId, String> titles = new LinkedHashMap<>();
    for (JsonNode exercise : array) {
      ExerciseId id = id(exercise);
      if (titles.put(id, title(exercise, id)) != null) {
        throw new MalformedCatalogueException("it has exercise %d twice".formatted(id.value()));
      }
    }
    return new ExerciseCatalogue(titles);
  }

  private static JsonNode read(byte[] json) throws MalformedCatalogueException {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new MalformedCatalogueException(
          "malformed JSON in line " + malformed.getLocation().getLineNr());
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
  }

  private static ExerciseId id(JsonNode exercise) throws MalformedCatalogueException {
    JsonNode id = exercise.path("id");
    return Optional.of(id)
        .filter(number -> number.isIntegralNumber() && number.canConvertToLong())
        .flatMap(number -> ExerciseId.of(number.longValue()))
        .orElseThrow(
            () ->
                new MalformedCatalogueException(
                    "each exercise must have an id from 1 to " + Integer.MAX_VALUE));
  }

  private static String title(JsonNode exercise, ExerciseId id) throws MalformedCatalogueException {
    JsonNode title = exercise.path("title");
    if (title.isMissingNode() || title.isNull()) {
      return "";
    }
    if (!title.isTextual() || title.textValue().length() > MAX_TITLE) {
      throw new MalformedCatalogueException(
          "the title of exercise %d must be a text of at most %d characters"
              .formatted(id.value(), MAX_TITLE));
    }
    return title.textValue().strip();
  }

  boolean isEmpty() {
    return titles.isEmpty();
  }

  SequencedSet<ExerciseId> exercises() {
    return titles.sequencedKeySet();
  }

  /** The title of the exercise, or its number. */
  String name(ExerciseId exercise, Texts texts) {
    String title = titles.getOrDefault(exercise, "");
    return title.isEmpty() ? texts.get("exercise.untitled", Map.of("id", exercise.value())) : title;
  }

  /** The catalogue as the web app reads it. */
  byte[] json() {
    ArrayNode array = JSON.createArrayNode();
    titles.forEach(
        (id, title) -> {
          ObjectNode exercise = array.addObject().put("id", id.value());
          if (!title.isEmpty()) {
            exercise.put("title", title);
          }
        });
    return array.toString().getBytes(StandardCharsets.UTF_8);
  }
}
