package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of level contract quotes the contract. */
class ContractSentencesTest {

  private static final JsonNode CONTRACT = contract();

  static Stream<Clause> clauses() {
    return Stream.concat(
        Rule.ALL.stream().filter(rule -> rule.level() == Level.CONTRACT).map(Rule::clause),
        Clause.SHARED.stream());
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void sentenceIsInTheContract(Clause clause) {
    JsonNode place =
        clause.of().startsWith("/") ? CONTRACT.at(clause.of()) : operation(clause.of());
    assertTrue(!place.isMissingNode(), clause.of() + " is not in the contract");
    assertTrue(
        !clause.says().isEmpty() || clause.of().startsWith("/"), "an operation needs a sentence");
    List<String> texts = texts(place, new HashSet<>());
    assertTrue(
        clause.says().isEmpty() || texts.stream().anyMatch(text -> text.contains(clause.says())),
        "\"" + clause.says() + "\" is not in " + clause.of() + ": " + texts);
  }

  @Test
  void hardeningRulesHaveReasons() {
    Rule.ALL.stream()
        .filter(rule -> rule.level() == Level.STRICT)
        .forEach(rule -> assertTrue(!rule.clause().says().isBlank(), rule.id()));
  }

  @Test
  void rulesHaveDifferentNames() {
    assertEquals(
        Rule.ALL.size(), Rule.ALL.stream().map(Rule::id).distinct().count(), "distinct names");
  }

  private static JsonNode operation(String id) {
    for (JsonNode path : CONTRACT.path("paths")) {
      for (JsonNode operation : path) {
        if (operation.path("operationId").asText().equals(id)) {
          return operation;
        }
      }
    }
    return CONTRACT.path("no operation");
  }

  /** All texts beneath a node and in what it refers to, each in one line. */
  private static List<String> texts(JsonNode node, Set<String> visited) {
    List<String> texts = new ArrayList<>();
    if (node.isValueNode()) {
      texts.add(node.asText().replaceAll("\\s+", " "));
    }
    String reference = node.path("$ref").asText();
    if (!reference.isEmpty() && visited.add(reference)) {
      texts.addAll(texts(CONTRACT.at(reference.substring(1)), visited));
    }
    node.forEach(child -> texts.addAll(texts(child, visited)));
    return texts;
  }

  private static JsonNode contract() {
    try {
      return new YAMLMapper().readTree(Path.of("../../openapi/scores.yaml").toFile());
    } catch (IOException exception) {
      throw new IllegalStateException(exception);
    }
  }
}
