package dev.scores.faults.linearizability;

import dev.scores.domain.InMemoryScores;
import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.NotFound;
import dev.scores.faults.linearizability.CallResult.Shown;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Histories of one score as they could have been, and such that could not. */
final class RandomHistories {

  private static final Key KEY = new Key(1, 1);
  private static final List<Long> IDS = List.of(1L, Clients.NOBODYS);

  private RandomHistories() {}

  /**
   * Of a store that is asked by one after the other; each takes effect in the middle of its time.
   * Some answers are not heard, and of some of those nothing was done.
   */
  static List<ScoreOperation> linearizable(Random random, int size) {
    Judged store = new JudgedStore(new InMemoryScores());
    List<ScoreOperation> history = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Call call = call(random);
      long effect = 10L * i;
      long before = effect - random.nextInt(25);
      long after = effect + random.nextInt(25);
      boolean heard = random.nextInt(4) > 0;
      boolean done = heard || random.nextBoolean();
      CallResult answer = done ? store.answer(KEY, call) : new Unknown("never done");
      history.add(
          new ScoreOperation(i, call, heard ? answer : new Unknown("not heard"), before, after));
    }
    return history;
  }

  /** The same with an answer of another operation, or another time, in one place. */
  static List<ScoreOperation> spoilt(Random random, List<ScoreOperation> history) {
    List<ScoreOperation> spoilt = new ArrayList<>(history);
    int at = random.nextInt(history.size());
    ScoreOperation operation = history.get(at);
    ScoreOperation other = history.get(random.nextInt(history.size()));
    spoilt.set(
        at,
        random.nextBoolean() && operation.isKnown()
            ? withAnswer(operation, other.answer())
            : new ScoreOperation(
                operation.client(),
                operation.call(),
                operation.answer(),
                other.invokedAt(),
                operation.isKnown() ? other.invokedAt() + 5 : ScoreOperation.NEVER));
    return spoilt;
  }

  static ScoreOperation withAnswer(ScoreOperation operation, CallResult answer) {
    return new ScoreOperation(
        operation.client(),
        operation.call(),
        answer,
        operation.invokedAt(),
        operation.completedAt());
  }

  /** The answer with the opposite of {@code correct}; the opposite of found is not found. */
  static CallResult opposite(CallResult answer) {
    return switch (answer) {
      case Added shown -> new Added(opposite(shown));
      case Updated shown -> new Updated(opposite(shown));
      case Found shown -> new Found(opposite(shown));
      case NotFound none -> new Found(new Seen(1, true, Histories.NOON, Histories.NOON, 1));
      case CallResult.AlreadyExists none -> new CallResult.NoSuchScore();
      case CallResult.NoSuchScore none -> new CallResult.AlreadyExists();
      case CallResult.VersionMismatch none -> new CallResult.AlreadyExists();
      case CallResult.Unknown none -> new CallResult.Wrong("none");
      case CallResult.Wrong none -> none;
    };
  }

  private static Seen opposite(Shown shown) {
    Seen seen = shown.score();
    return new Seen(seen.id(), !seen.correct(), seen.createdAt(), seen.updatedAt(), seen.version());
  }

  static Call call(Random random) {
    boolean correct = random.nextBoolean();
    long id = IDS.get(random.nextInt(4) / 3);
    return switch (random.nextInt(9)) {
      case 0 -> new Call.Add(correct);
      case 1 -> new Call.Update(id, correct);
      case 2 -> new Call.UpdateOfVersion(id, 1 + random.nextInt(3), correct);
      case 3 -> new Call.UpsertNaming(id, correct);
      case 4, 5 -> new Call.Upsert(correct);
      case 6 -> new Call.ReadById(id);
      default -> new Call.Read();
    };
  }
}
