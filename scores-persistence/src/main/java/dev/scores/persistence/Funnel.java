package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Asks together what is asked at the same time. While fewer than a few batches are under way, a
 * caller asks at once; the others wait meanwhile, and as soon as one has ended, the first of them
 * asks for all who have come. So nobody waits for company: a batch is as large as the load makes it
 * (ADR 23).
 *
 * <p>A batch is asked by the thread of one of its callers, who is free as soon as it is answered;
 * no thread is kept. First come, first served, but that two questions of the same key are never in
 * one batch. Safe for many threads.
 */
final class Funnel<Q, A> {

  /** What asks many questions at once and says a word to each, in their order. */
  @FunctionalInterface
  interface Together<Q, A> {
    List<Seat.Word<A>> ask(List<Q> questions);
  }

  /**
   * Two batches: one that the database works at, and one whose answers are handed out meanwhile. A
   * batch of reads takes a millisecond and a commit some more; where the database takes much longer
   * it waits for something, and more are under way, but some connections are left to others. A
   * batch waits for a connection and then for its statement, which is what the last limit allows
   * for.
   */
  static final Turns.Limits LIMITS =
      new Turns.Limits(
          2, 12, 128, Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final Turns<Q, A> turns;
  private final Together<Q, A> together;
  private final Function<Q, A> alone;

  /**
   * @param key what no two questions of a batch may share
   * @param alone asks a question by itself where a batch has not answered it
   */
  Funnel(Function<Q, Object> key, Together<Q, A> together, Function<Q, A> alone) {
    this(LIMITS, key, together, alone, System::nanoTime);
  }

  /**
   * A funnel of reads: any two may be in one batch. A batch of one is asked alone, which costs
   * PostgreSQL less than a list of one; a write would hold its turn while it waits for a row.
   */
  static <Q, A> Funnel<Q, A> ofReads(
      Turns.Limits limits, Together<Q, A> together, Function<Q, A> alone) {
    return new Funnel<>(
        limits,
        question -> new Object(),
        questions ->
            questions.size() == 1
                ? List.of(new Seat.Answer<>(alone.apply(questions.getFirst())))
                : together.ask(questions),
        alone,
        System::nanoTime);
  }

  /**
   * @param nanoTime by which it is told how long batches take
   */
  Funnel(
      Turns.Limits limits,
      Function<Q, Object> key,
      Together<Q, A> together,
      Function<Q, A> alone,
      LongSupplier nanoTime) {
    this.turns = new Turns<>(limits, key, nanoTime);
    this.together = together;
    this.alone = alone;
  }

  /**
   * @throws ScoresUnavailable where the turn does not come in time, or the database is away
   */
  A ask(Q question) {
    Seat<Q, A> seat = new Seat<>(question);
    Seat.Word<A> word = turns.await(seat);
    if (word instanceof Seat.Lead<A> lead) {
      word = lead(seat, lead);
    }
    return switch (word) {
      case Seat.Answer<A> answer -> answer.value();
      case Seat.Alone<A> none -> alone.apply(question);
      case Seat.Failure<A> failure -> throw DatabaseFault.asThePortHasIt(failure.fault());
      case Seat.Lead<A> again -> throw new IllegalStateException("led, and is to lead again");
    };
  }

  /** How long whoever asks now is going to wait for his turn. Takes no lock. */
  long expectedNanos() {
    return turns.expectedNanos();
  }

  /** How many wait for their turn. */
  int waiting() {
    return turns.waiting();
  }

  // Nothing depends on the yield: who is about to ask comes along instead of making the next batch.
  // Where nobody is, it would only move the thread about, which is a tenth of a read.
  @SuppressWarnings("ThreadPriorityCheck")
  private Seat.Word<A> lead(Seat<Q, A> seat, Seat.Lead<A> lead) {
    if (!lead.solitary()) {
      Thread.yield();
    }
    List<Seat<Q, A>> batch = turns.batch(seat);
    List<Seat.Word<A>> words = words(batch);
    turns.handOn(lead, batch.size()); // Before the answers: the database need not wait.
    for (int i = 1; i < words.size(); i++) {
      batch.get(i).say(words.get(i));
      batch.get(i).wake();
    }
    return words.getFirst();
  }

  private List<Seat.Word<A>> words(List<Seat<Q, A>> batch) {
    try {
      return together.ask(batch.stream().map(Seat::question).toList());
    } catch (RuntimeException | Error fault) {
      return Collections.nCopies(
          batch.size(),
          DatabaseFault.mayBeOfOne(fault) ? new Seat.Alone<>() : new Seat.Failure<>(fault));
    }
  }
}
