package dev.scores.fuzzer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fuzzer finds in a service with one fault, each time with the same requests. */
class FuzzerTest {

  private static final int REQUESTS = 2_000;
  private static final long SEED = 1;

  @Test
  void aServiceThatKeepsItsContractHasNoFault() throws IOException {
    Fuzzer.Verdict verdict = judge(NotesStub.Fault.NONE);
    assertEquals(List.of(), verdict.faults());
    assertEquals(List.of(), verdict.neverSucceeded());
    assertEquals(REQUESTS, verdict.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "FAILS_FOR_ONE_TEXT, answered 500, ODD_TEXT",
    "STORES_WHAT_IT_REFUSES, stored although refused with 400, OUT_OF_BOUNDS",
    "TELLS_MORE_THAN_DESCRIBED, undocumented 201, VALID",
    "ANSWERS_AN_UNDESCRIBED_STATUS, undocumented 422, OUT_OF_BOUNDS",
    "TAKES_WHAT_IS_OUT_OF_BOUNDS, not refused: 201, OUT_OF_BOUNDS",
    "ASKS_FOR_NO_TOKEN, not refused: 201, NO_TOKEN",
    "SHOWS_A_CLASS_NAME, shows its insides, WRONG_MEDIA_TYPE",
    "TAKES_METHODS_IN_ANY_CASE, an undocumented method answered 200, ODD_METHOD"
  })
  void aFaultIsFound(NotesStub.Fault planted, String told, String kind) throws IOException {
    List<String> faults = judge(planted).faults();
    assertTrue(
        faults.stream().anyMatch(fault -> fault.startsWith(told) && fault.contains(kind)),
        faults.toString());
  }

  @Test
  void anOperationThatNeverSucceedsIsNamed() throws IOException {
    assertEquals(List.of("addNote"), judge(NotesStub.Fault.NEVER_SUCCEEDS).neverSucceeded());
  }

  @Test
  void oneSeedMakesTheSameRequests() throws IOException {
    assertEquals(judge(NotesStub.Fault.NONE).toString(), judge(NotesStub.Fault.NONE).toString());
  }

  private static Fuzzer.Verdict judge(NotesStub.Fault fault) throws IOException {
    try (NotesStub notes = new NotesStub(fault)) {
      return Fuzzer.judge(notes, "notes.yaml", REQUESTS, SEED);
    }
  }
}
