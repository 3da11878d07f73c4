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
  void aRunWithoutDrillsIsNotGood() {
    assertFalse(report.isGood());
  }

  @Test
  void aRunIsGoodWhereEveryPromiseWasKept() {
    report.add(row(0, 0, List.of()));
    assertTrue(report.isGood());
  }

  @Test
  void oneLostWriteSpoilsTheRun() {
    report.add(row(1, 0, List.of()));
    report.add(row(0, 0, List.of()));
    assertFalse(report.isGood());
  }

  @Test
  void oneWrongAnswerSpoilsTheRun() {
    report.add(row(0, 1, List.of()));
    assertFalse(report.isGood());
  }

  @Test
  void oneBrokenPromiseSpoilsTheRun() {
    report.add(row(0, 0, List.of("it took 4 s")));
    assertFalse(report.isGood());
    assertTrue(report.table().endsWith("| BROKEN |\n"));
  }

  @Test
  void theTableHasALineForEachDrill() {
    report.add(row(0, 0, List.of()));
    assertEquals(
        """
        | drill | load | faults injected | acknowledged | lost | wrong | longest gap | verdict |
        | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
        | a-drill | 16 clients | 3 × kill -9 | 1000 | 0 | 0 | 1.25 s | kept |
        """,
        report.table());
  }

  private static Row row(long lost, long wrong, List<String> broken) {
    return new Row(
        "a-drill", "16 clients", "3 × kill -9", 1000, lost, wrong, Duration.ofMillis(1250), broken);
  }
}
