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
  void everyKindHasAConnection(int pool) {
    ConnectionBudget budget = new ConnectionBudget(pool);
    assertTrue(budget.batches() >= 1);
    assertTrue(budget.lists() >= 1);
    assertTrue(budget.folds() >= 1);
    assertTrue(budget.soloWrites() >= 1);
  }

  @ParameterizedTest
  @MethodSource("pools")
  void someConnectionsStayFreeFromFiveOn(int pool) {
    ConnectionBudget budget = new ConnectionBudget(pool);
    int taken = budget.batches() + budget.lists() + budget.folds() + budget.soloWrites();
    if (pool >= 5) {
      assertTrue(budget.free() >= 1);
      assertEquals(pool, taken + budget.free());
    } else {
      assertEquals(4, taken);
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void batchesLeaveAConnectionOfTwo(int pool) {
    assertTrue(new ConnectionBudget(pool).batches() <= Math.max(1, pool - 1));
  }

  @Test
  void emptyPoolIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> new ConnectionBudget(0));
  }
}
