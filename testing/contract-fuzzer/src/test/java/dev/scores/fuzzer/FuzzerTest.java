package dev.scores.fuzzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fuzzer against a stub with one fault at a time and a fixed seed. */
class FuzzerTest {

  private static final int REQUESTS = 2_000;
  private static final long SEED = 1;

  @Test
  void conformingServiceHasNoFaults() throws IOException {
    Fuzzer.Report report = run(NotesStub.Fault.NONE);
    assertEquals(List.of(), report.faults());
    assertEquals(List.of(), report.neverSucceeded());
    assertEquals(REQUESTS, report.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "FAILS_FOR_ONE_TEXT, status 500, ODD_TEXT",
    "STORES_A_REJECTED_NOTE, data changed although rejected with 400, OUT_OF_BOUNDS",
    "RETURNS_AN_UNDOCUMENTED_MEMBER, undocumented 201, VALID",
    "RETURNS_AN_UNDOCUMENTED_STATUS, undocumented 422, OUT_OF_BOUNDS",
    "ACCEPTS_OUT_OF_BOUNDS, not rejected: 201, OUT_OF_BOUNDS",
    "NEEDS_NO_TOKEN, not rejected: 201, NO_TOKEN",
    "IGNORES_UNKNOWN_PARAMETERS, not rejected: 201, UNKNOWN_PARAMETER",
    "REVEALS_A_CLASS_NAME, reveals internals, WRONG_MEDIA_TYPE",
    "IGNORES_THE_CASE_OF_METHODS, status 200 for an undocumented method, ODD_METHOD"
  })
  void plantedFaultIsFound(NotesStub.Fault planted, String problem, String kind)
      throws IOException {
    List<String> faults = run(planted).faults();
    assertTrue(
        faults.stream().anyMatch(fault -> fault.startsWith(problem) && fault.contains(kind)),
        faults.toString());
  }

  @Test
  void operationWithoutASuccessIsNamed() throws IOException {
    assertEquals(List.of("addNote"), run(NotesStub.Fault.NEVER_SUCCEEDS).neverSucceeded());
  }

  @Test
  void seedDeterminesTheRequests() throws IOException {
    assertEquals(run(NotesStub.Fault.NONE).toString(), run(NotesStub.Fault.NONE).toString());
  }

  private static Fuzzer.Report run(NotesStub.Fault fault) throws IOException {
    try (NotesStub notes = new NotesStub(fault)) {
      return Fuzzer.run(notes, "notes.yaml", REQUESTS, SEED);
    }
  }
}
