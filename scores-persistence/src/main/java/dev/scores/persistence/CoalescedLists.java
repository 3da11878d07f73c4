package dev.scores.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.scores.domain.Cursor;
import dev.scores.domain.Score;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import dev.scores.persistence.coalescing.BatchLimits;
import dev.scores.persistence.coalescing.Reply;
import dev.scores.persistence.coalescing.RequestCoalescer;
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
  static final int SHORT = BulkScoreStatements.BEGINNING - 1;

  /** The most lists that are read together. */
  private static final int TOGETHER = 32;

  /** The first page of a user's list. */
  private record Beginning(UserId user, int limit) {}

  private final JdbcScores single;
  private final BulkScoreStatements statements;
  private final RequestCoalescer<Beginning, List<Score>> beginnings;

  CoalescedLists(JdbcScores single, BulkScoreStatements statements, Coalescers coalescers) {
    this.single = single;
    this.statements = statements;
    this.beginnings =
        coalescers.ofReads(
            "list_own", BatchLimits.DEFAULT.ofSize(TOGETHER), this::together, this::alone);
  }

  /** How long a request that comes now is expected to wait for its turn. */
  long expectedNanos() {
    return beginnings.expectedNanos();
  }

  List<Score> page(Selection selection, Cursor cursor, int limit) {
    return selection
        .user()
        .filter(user -> cursor.equals(Cursor.start()))
        .filter(user -> selection.equals(Selection.all().ofUser(user)))
        .map(user -> beginnings.call(new Beginning(user, limit)))
        .orElseGet(() -> single.page(selection, cursor, limit));
  }

  private List<Score> alone(Beginning one) {
    return single.page(Selection.all().ofUser(one.user()), Cursor.start(), one.limit());
  }

  private List<Reply<List<Score>>> together(List<Beginning> several) {
    int[] users = several.stream().mapToInt(it -> it.user().value()).distinct().toArray();
    Map<Integer, List<Score>> lists =
        statements.beginnings(users).stream()
            .collect(groupingBy(ScoreRow::userId, mapping(ScoreRow::score, toUnmodifiableList())));
    return several.stream()
        .map(it -> word(lists.getOrDefault(it.user().value(), List.of()), it.limit()))
        .toList();
  }

  private static Reply<List<Score>> word(List<Score> beginning, int limit) {
    return beginning.size() > SHORT && limit > beginning.size()
        ? new Reply.Unanswered<>()
        : new Reply.Answer<>(beginning.subList(0, Math.min(limit, beginning.size())));
  }
}
