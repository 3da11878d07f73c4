package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.fuzzer.FuzzTarget;
import dev.scores.fuzzer.Fuzzer;
import dev.scores.fuzzer.TableSnapshot;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks responses to random requests against the contract. */
class ContractFuzzTest {

  /** Some 70 for each operation; .ci/nightly sends more. */
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1000);

  @Test
  void randomRequestsKeepTheContract() throws SQLException {
    try (UsersStub users = new UsersStub();
        ScoresService service = ScoresService.start(users);
        TableSnapshot rows = new TableSnapshot(service.connect(), "scores")) {
      Fuzzer.Report report =
          Fuzzer.run(new ScoresTarget(service.port(), rows), "openapi/scores.yaml", REQUESTS);
      System.out.println(report);
      assertEquals(List.of(), report.faults());
      assertEquals(List.of(), report.neverSucceeded());
    }
  }

  private record ScoresTarget(int port, TableSnapshot rows) implements FuzzTarget {

    @Override
    public String token() {
      return "assistant-1";
    }

    @Override
    public String stored() {
      return rows.digest();
    }

    /** Score 1 is user 1's for exercise 85, as in the contract's examples. */
    @Override
    public void reset() {
      rows.execute(
          "truncate scores restart identity; "
              + "insert into scores (user_id, exercise_id, correct, created_at, updated_at) "
              + "values (1, 85, true, now(), now()), (2, 85, true, now(), now()), "
              + "(1, 1, false, now(), now()), (2, 2, true, now(), now())");
    }
  }
}
