package dev.scores.faults.linearizability;

import dev.scores.domain.InMemoryScores;
import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.NotFound;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import dev.scores.faults.linearizability.CallResult.WithScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random histories of one score, linearizable and not. */
final class RandomHistories {

  private static final ScoreKey KEY = new ScoreKey(1, 1);
  private static final List<Long> IDS = List.of(1L, RandomClients.UNKNOWN_ID);

  private RandomHistories() {}

  /**
   * A history of sequential calls; each takes effect in the middle of its time. Some results are
   * lost, and some of those calls have no effect.
   */
  static List<ScoreOperation> linearizable(Random random, int size) {
    CheckedStore store = new DomainStore(new InMemoryScores());
    List<ScoreOperation> history = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Call call = call(random);
      long effect = 10L * i;
      long before = effect - random.nextInt(25);
      long after = effect + random.nextInt(25);
      boolean received = random.nextInt(4) > 0;
      boolean done = received || random.nextBoolean();
      CallResult result = done ? store.invoke(KEY, call) : new Unknown("never done");
      history.add(
          new ScoreOperation(
              i, call, received ? result : new Unknown("not received"), before, after));
    }
    return history;
  }

  /** Replaces one result or one time by that of another operation. */
  static List<ScoreOperation> corrupted(Random random, List<ScoreOperation> history) {
    List<ScoreOperation> corrupted = new ArrayList<>(history);
    int at = random.nextInt(history.size());
    ScoreOperation operation = history.get(at);
    ScoreOperation other = history.get(random.nextInt(history.size()));
    corrupted.set(
        at,
        random.nextBoolean() && operation.isKnown()
            ? withAnswer(operation, other.result())
            : new ScoreOperation(
                operation.client(),
                operation.call(),
                operation.result(),
                other.invokedAt(),
                operation.isKnown() ? other.invokedAt() + 5 : ScoreOperation.NEVER));
    return corrupted;
  }

  static ScoreOperation withAnswer(ScoreOperation operation, CallResult result) {
    return new ScoreOperation(
        operation.client(),
        operation.call(),
        result,
        operation.invokedAt(),
        operation.completedAt());
  }

  /** The result with the opposite of {@code correct}; the opposite of found is not found. */
  static CallResult opposite(CallResult result) {
    return switch (result) {
      case Added shown -> new Added(opposite(shown));
      case Updated shown -> new Updated(opposite(shown));
      case Found shown -> new Found(opposite(shown));
      case NotFound none ->
          new Found(new ObservedScore(1, true, HistoryFixtures.NOON, HistoryFixtures.NOON, 1));
      case CallResult.AlreadyExists none -> new CallResult.NoSuchScore();
      case CallResult.NoSuchScore none -> new CallResult.AlreadyExists();
      case CallResult.VersionMismatch none -> new CallResult.AlreadyExists();
      case CallResult.Unknown none -> new CallResult.Unexpected("none");
      case CallResult.Unexpected none -> none;
    };
  }

  private static ObservedScore opposite(WithScore shown) {
    ObservedScore observed = shown.score();
    return new ObservedScore(
        observed.id(),
        !observed.correct(),
        observed.createdAt(),
        observed.updatedAt(),
        observed.version());
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
