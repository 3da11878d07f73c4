package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FeedLagTest {

  private final FeedLag lag = new FeedLag();

  @Test
  void idleDatabaseHasNoLag() {
    assertEquals(0, lag.sample(0, 100, 100));
    assertEquals(0, lag.sample(5, 100, 100));
  }

  @Test
  void lagGrowsUntilTheTransactionEnds() {
    assertEquals(0, lag.sample(0, 100, 101));
    assertEquals(5, lag.sample(5, 100, 150));
    assertEquals(10, lag.sample(10, 100, 200));
    assertEquals(0, lag.sample(15, 200, 200));
  }

  @Test
  void shortTransactionsHaveNoLag() {
    assertEquals(0, lag.sample(0, 100, 110));
    assertEquals(0, lag.sample(5, 200, 210));
    assertEquals(0, lag.sample(10, 300, 310));
  }

  @Test
  void lagCountsFromTheOldestOpenTransaction() {
    assertEquals(0, lag.sample(0, 100, 101));
    assertEquals(5, lag.sample(5, 100, 120));
    // The transaction of 100 has ended; that of 115 is still open.
    assertEquals(5, lag.sample(10, 115, 130));
  }

  @Test
  void lagGrowsBeyondTheStoredSamples() {
    for (int i = 0; i < 2000; i++) {
      assertEquals(i, lag.sample(i, 100, 101 + i));
    }
    assertEquals(0, lag.sample(2000, 3000, 3000));
  }
}
