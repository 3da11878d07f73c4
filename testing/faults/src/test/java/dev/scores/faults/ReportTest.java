package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final Report report = new Report();

  @Test
  void runWithoutDrillsFails() {
    assertFalse(report.isPassed());
  }

  @Test
  void runPassesIfEveryDrillPasses() {
    report.add(result(0, 0, List.of()));
    assertTrue(report.isPassed());
  }

  @Test
  void lostWriteFailsTheRun() {
    report.add(result(1, 0, List.of()));
    report.add(result(0, 0, List.of()));
    assertFalse(report.isPassed());
  }

  @Test
  void wrongResponseFailsTheRun() {
    report.add(result(0, 1, List.of()));
    assertFalse(report.isPassed());
  }

  @Test
  void violationFailsTheRun() {
    report.add(result(0, 0, List.of("it took 4 s")));
    assertFalse(report.isPassed());
    assertTrue(report.table().endsWith("| FAILED |\n"));
  }

  @Test
  void tableHasARowForEachDrill() {
    report.add(result(0, 0, List.of()));
    assertEquals(
        """
        | drill | load | faults injected | acknowledged | lost | wrong | longest gap | result |
        | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
        | a-drill | 16 clients | 3 × kill -9 | 1000 | 0 | 0 | 1.25 s | passed |
        """,
        report.table());
  }

  private static DrillResult result(long lost, long wrong, List<String> violations) {
    return new DrillResult(
        "a-drill",
        "16 clients",
        "3 × kill -9",
        1000,
        lost,
        wrong,
        Duration.ofMillis(1250),
        violations);
  }
}
