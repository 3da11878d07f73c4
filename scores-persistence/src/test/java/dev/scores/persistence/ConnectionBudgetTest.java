package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionBudgetTest {

  static IntStream pools() {
    return IntStream.rangeClosed(1, 64);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void everyKindOfWorkHasAConnectionAtLeast(int pool) {
    ConnectionBudget budget = new ConnectionBudget(pool);
    assertTrue(budget.batches() >= 1);
    assertTrue(budget.lists() >= 1);
    assertTrue(budget.reports() >= 1);
    assertTrue(budget.loneWrites() >= 1);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void fromFiveConnectionsOnSomeStayFree(int pool) {
    ConnectionBudget budget = new ConnectionBudget(pool);
    int taken = budget.batches() + budget.lists() + budget.reports() + budget.loneWrites();
    if (pool >= 5) {
      assertTrue(budget.free() >= 1);
      assertEquals(pool, taken + budget.free());
    } else {
      assertEquals(4, taken);
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void batchesLeaveAConnectionWhereThereAreTwo(int pool) {
    assertTrue(new ConnectionBudget(pool).batches() <= Math.max(1, pool - 1));
  }

  @Test
  void aPoolHasAConnection() {
    assertThrows(IllegalArgumentException.class, () -> new ConnectionBudget(0));
  }
}
