package dev.scores.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.scores.domain.Cursor;
import dev.scores.domain.Score;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Short lists of users, each for many callers of the same moment. A list of more than {@link
 * #SHORT} scores is read by itself, and so is what is narrowed further or is no list's beginning:
 * what is in memory at once is bounded.
 */
@Singleton
final class CoalescedLists {

  /** The most scores of a list that is read with others. */
  static final int SHORT = ScoreBatches.BEGINNING - 1;

  /** The most lists that are read together. */
  private static final int TOGETHER = 32;

  /** The first page of a user's list. */
  private record Beginning(UserId user, int limit) {}

  private final JdbcScores single;
  private final ScoreBatches batches;
  private final Funnel<Beginning, List<Score>> beginnings;

  CoalescedLists(JdbcScores single, ScoreBatches batches) {
    this.single = single;
    this.batches = batches;
    this.beginnings = Funnel.ofReads(Funnel.LIMITS.ofSize(TOGETHER), this::together, this::alone);
  }

  /** How long whoever asks now may have to wait for his turn. */
  long expectedNanos() {
    return beginnings.expectedNanos();
  }

  List<Score> page(Selection selection, Cursor cursor, int limit) {
    return selection
        .user()
        .filter(user -> cursor.equals(Cursor.start()))
        .filter(user -> selection.equals(Selection.all().ofUser(user)))
        .map(user -> beginnings.ask(new Beginning(user, limit)))
        .orElseGet(() -> single.page(selection, cursor, limit));
  }

  private List<Score> alone(Beginning one) {
    return single.page(Selection.all().ofUser(one.user()), Cursor.start(), one.limit());
  }

  private List<Seat.Word<List<Score>>> together(List<Beginning> several) {
    int[] users = several.stream().mapToInt(it -> it.user().value()).distinct().toArray();
    Map<Integer, List<Score>> lists =
        batches.beginnings(users).stream()
            .collect(groupingBy(ScoreRow::userId, mapping(ScoreRow::score, toUnmodifiableList())));
    return several.stream()
        .map(it -> word(lists.getOrDefault(it.user().value(), List.of()), it.limit()))
        .toList();
  }

  private static Seat.Word<List<Score>> word(List<Score> beginning, int limit) {
    return beginning.size() > SHORT && limit > beginning.size()
        ? new Seat.Alone<>()
        : new Seat.Answer<>(beginning.subList(0, Math.min(limit, beginning.size())));
  }
}
