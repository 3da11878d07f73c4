package dev.scores.domain;

import static java.util.Comparator.comparingInt;

import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.UpsertOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Drafts that are written together, each for a user. If several are for the same user and exercise,
 * the last one is written and the earlier ones are superseded.
 *
 * @param entries from 1 to {@value #MAX_SIZE}, unmodifiable
 */
public record Batch(List<Entry> entries) {

  /** The maximum number of entries in a batch. */
  public static final int MAX_SIZE = 1000;

  /** A draft and the user whose score it is. */
  public record Entry(UserId user, ScoreDraft draft) {

    public Entry {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(draft, "draft");
    }

    private Key key() {
      return new Key(user, draft.exercise());
    }
  }

  private record Key(UserId user, ExerciseId exercise) {
    String text() {
      return "user %d, exercise %d".formatted(user.value(), exercise.value());
    }
  }

  /**
   * @throws IllegalArgumentException if there is no entry, or more than {@value #MAX_SIZE}
   */
  public Batch {
    entries = List.copyOf(entries);
    if (entries.isEmpty() || entries.size() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + MAX_SIZE + " entries, not " + entries.size());
    }
  }

  /** A batch of one user's drafts. */
  public static Batch of(UserId user, List<ScoreDraft> drafts) {
    return new Batch(drafts.stream().map(draft -> new Entry(user, draft)).toList());
  }

  /**
   * The entries to write, one for each user and exercise, by ascending user and exercise id: stores
   * that lock rows in this order do not deadlock.
   */
  public List<Entry> effectiveEntries() {
    Map<Key, Entry> last = new HashMap<>();
    entries.forEach(entry -> last.put(entry.key(), entry));
    Comparator<Entry> byUser = comparingInt(entry -> entry.user().value());
    return last.values().stream()
        .sorted(byUser.thenComparingInt(entry -> entry.draft().exercise().value()))
        .toList();
  }

  /**
   * The outcome of each entry, in the order of the entries. A superseded entry's outcome has the
   * score of its user and exercise after the batch.
   *
   * @param written the outcomes of the {@link #effectiveEntries}, in any order
   * @throws IllegalArgumentException if the outcome of an effective entry is missing
   */
  public List<BatchItemOutcome> outcomes(Collection<? extends UpsertOutcome> written) {
    Map<Key, BatchItemOutcome> byKey = new HashMap<>();
    for (UpsertOutcome outcome : written) {
      byKey.put(new Key(outcome.score().user(), outcome.score().exercise()), outcome);
    }
    List<BatchItemOutcome> lastFirst = new ArrayList<>();
    for (Entry entry : entries.reversed()) {
      BatchItemOutcome outcome = byKey.get(entry.key());
      if (outcome == null) {
        throw new IllegalArgumentException("there is no outcome for " + entry.key().text());
      }
      lastFirst.add(outcome);
      byKey.put(entry.key(), new Superseded(outcome.score()));
    }
    return List.copyOf(lastFirst.reversed());
  }
}
