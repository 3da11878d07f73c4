package dev.scores.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.TimedExchange.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An outage from 0 to 10 s; each kind of wrong answer is planted, and must be seen. */
class OutageTest {

  private static final String REFUSAL = "{\"status\":\"error\",\"message\":\"later\"}";

  private final Journal load = new Journal();
  private final Journal readiness = new Journal();
  private final Journal life = new Journal();

  @Test
  void anOutageThatIsToldInTimeIsNoFault() {
    ask(readiness, 100, 110, 200);
    ask(readiness, 1900, 1990, 503);
    ask(life, 5000, 5001, 200);
    refuse(3000, 5900);
    ask(load, 9000, 9500, 200);
    ask(load, 11000, 11100, 503);
    ask(readiness, 11000, 11500, 503);
    is(0, 0);
  }

  @Test
  void aServerErrorIsWrong() {
    ask(load, 3000, 3100, 500);
    is(1, 1);
  }

  @Test
  void aClientErrorIsWrong() {
    ask(load, 3000, 3100, 400);
    is(1, 1);
  }

  @Test
  void aRefusalMustSayWhenToComeBack() {
    answer(load, 3000, 3100, new Reply.Answered(503, REFUSAL, 0, Optional.empty()));
    is(1, 1);
  }

  @Test
  void aRefusalMustBeTheServicesOwn() {
    answer(load, 3000, 3100, new Reply.Answered(503, "<html>", 0, Optional.of("1")));
    is(1, 1);
  }

  @Test
  void anAnswerAfterTheDeadlineIsWrong() {
    refuse(3000, 8001);
    is(1, 1);
  }

  @Test
  void aBrokenConnectionIsWrong() {
    answer(load, 3000, 3100, new Reply.Broken("reset"));
    is(1, 1);
  }

  @Test
  void whoIsNotAliveIsWrong() {
    ask(life, 3000, 3100, 503);
    is(1, 1);
  }

  @Test
  void readinessThatSaysItTooLateBreaksThePromise() {
    ask(readiness, 2100, 2110, 200);
    is(0, 1);
  }

  @Test
  void readinessThatDoesNotAnswerInTimeBreaksThePromise() {
    ask(readiness, 100, 2200, 503);
    is(0, 1);
  }

  @Test
  void failingThreeSecondsAfterTheDatabaseBreaksThePromise() {
    ask(load, 12900, 13100, 503);
    is(0, 1);
  }

  @Test
  void beingReadyThreeSecondsAfterTheDatabaseIsTooLate() {
    ask(readiness, 13000, 13100, 503);
    is(0, 1);
  }

  private void is(long wrong, int broken) {
    var outage = new Outage("away", 0, 0, ms(10_000), ms(10_000));
    var findings = outage.judge(new Outage.Witnesses(load, readiness, life));
    assertEquals(wrong, findings.wrong(), () -> findings.broken().toString());
    assertEquals(broken, findings.broken().size(), () -> findings.broken().toString());
  }

  private void refuse(long invoked, long completed) {
    answer(load, invoked, completed, new Reply.Answered(503, REFUSAL, 0, Optional.of("1")));
  }

  private static void ask(Journal journal, long invoked, long completed, int status) {
    answer(journal, invoked, completed, new Reply.Answered(status, "", 0, Optional.empty()));
  }

  private static void answer(Journal journal, long invoked, long completed, Reply reply) {
    journal.add(new TimedExchange("GET", "/", ms(invoked), ms(completed), reply));
  }

  private static long ms(long milliseconds) {
    return MILLISECONDS.toNanos(milliseconds);
  }
}
