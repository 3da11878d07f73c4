package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two turns at once, and who is told that nobody else is about. */
class TurnsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Turns<Integer, String> turns =
      new Turns<>(
          new Turns.Limits(2, 2, 10, LONG, LONG, LONG), question -> question, System::nanoTime);

  @Test
  void whoHasComeAloneForAWhileIsSolitary() {
    int before = 0;
    Seat.Lead<String> lead = lead();
    while (!lead.solitary()) {
      turns.handOn(lead, 1);
      before++;
      lead = lead();
    }
    assertEquals(8, before);
  }

  @Test
  void nobodyIsSolitaryBesideAnother() {
    Seat.Lead<String> one = solitary();
    Seat.Lead<String> other = lead();
    assertFalse(other.solitary());
    turns.handOn(one, 1);
    turns.handOn(other, 1);
    assertTrue(lead().solitary());
  }

  @Test
  void companyIsRemembered() {
    turns.handOn(solitary(), 2);
    assertFalse(lead().solitary());
  }

  private Seat.Lead<String> solitary() {
    Seat.Lead<String> lead = lead();
    while (!lead.solitary()) {
      turns.handOn(lead, 1);
      lead = lead();
    }
    return lead;
  }

  private Seat.Lead<String> lead() {
    return turns.await(new Seat<>(1)) instanceof Seat.Lead<String> lead
        ? lead
        : fail("a turn was free");
  }
}
