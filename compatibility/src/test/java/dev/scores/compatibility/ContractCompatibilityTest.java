package dev.scores.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.ConsoleRender;

/** A client of the last release goes on working, as far as openapi-diff can tell. */
class ContractCompatibilityTest {

  @ParameterizedTest
  @ValueSource(strings = {"scores.yaml", "users.yaml"})
  void aClientOfTheLastReleaseGoesOnWorking(String file) throws IOException {
    var diff =
        OpenApiCompare.fromContents(
            Files.readString(Baseline.LAST.contracts().resolve(file)),
            Files.readString(Baseline.NOW.contracts().resolve(file)));
    assertTrue(diff.isCompatible(), () -> report(diff));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an operation is gone            | '  /scores/user:'                                    | '  /scores/mine:'
          a promised member is not        | 'required: [id, user_id, exercise_id, correct, created_at, updated_at]' | 'required: [id, user_id, exercise_id, correct, created_at]'
          a request asks for more         | 'required: [exercise_id, correct]'                   | 'required: [exercise_id, correct, answer]'
          a parameter is renamed          | 'name: updated_since'                                | 'name: since'
          a type is another               | 'type: boolean'                                      | 'type: string'
          a success has another status    | "'201':"                                             | "'202':"
          a value is no longer accepted   | 'outcome: added'                                     | 'outcome: added'
          """)
  void aBreakIsNoticed(String what, String before, String after) throws IOException {
    var contract = Files.readString(Baseline.NOW.contracts().resolve("scores.yaml"));
    var planted = contract.replace(before, after);
    assertNotEquals(contract, planted, what);
    assertTrue(OpenApiCompare.fromContents(contract, planted).isIncompatible(), what);
  }

  @Test
  void anAdditionIsNone() throws IOException {
    var contract = Files.readString(Baseline.NOW.contracts().resolve("scores.yaml"));
    var without = contract.replaceFirst("(?s)  /scores/stats:\n.*?\n\n", "");
    assertNotEquals(contract, without);
    var diff = OpenApiCompare.fromContents(without, contract);
    assertTrue(diff.isCompatible(), () -> report(diff));
    assertEquals(1, diff.getNewEndpoints().size());
  }

  private static String report(ChangedOpenApi diff) {
    return "This breaks clients of "
        + Baseline.LAST.name()
        + " (VERSIONING.md says what may change):\n"
        + new ConsoleRender().render(diff);
  }
}
