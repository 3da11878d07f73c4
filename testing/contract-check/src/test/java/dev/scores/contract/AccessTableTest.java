package dev.scores.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTableTest {

  private static final Contract CONTRACT = Contract.read("contract-check.yaml");
  private static final String TABLE =
      """
      operation | anonymous   | user
      getThing  | 401 rejected | 200
      putThing  | 401 rejected | 404
      leave     | 200         | 200
      """;

  @Test
  void everyOperationIsCombinedWithEveryCaller() {
    List<AccessTable.Case> cases = AccessTable.of(CONTRACT, TABLE).cases();
    assertEquals(
        "[putThing anonymous 401 rejected, putThing user 404,"
            + " getThing anonymous 401 rejected, getThing user 200,"
            + " leave anonymous 200, leave user 200]",
        cases.toString());
    assertEquals("rejected", cases.getFirst().note());
    assertEquals("", cases.getLast().note());
    assertEquals(200, cases.getLast().status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "putThing  | 401 rejected | 404; ''",
        "putThing; dropThing",
        "putThing  | 401 rejected | 404; putThing | 401",
        "putThing  | 401 rejected | 404; putThing | 401 | 404 | 200",
      })
  void incompleteOrUnknownRowIsRejected(String planted, String instead) {
    assertTrue(TABLE.contains(planted));
    String table = TABLE.replace(planted, instead).strip();
    assertThrows(IllegalArgumentException.class, () -> AccessTable.of(CONTRACT, table));
  }
}
