package dev.scores.persistence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.scores.domain.Cursor;
import dev.scores.domain.Score;
import dev.scores.domain.Selection;
import dev.scores.domain.StaleReads;
import dev.scores.domain.UserId;
import dev.scores.persistence.coalescing.BatchLimits;
import dev.scores.persistence.coalescing.Reply;
import dev.scores.persistence.coalescing.RequestCoalescer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Reads the first pages of users' lists, coalescing simultaneous requests. Other pages, lists with
 * more filters and lists of more than {@link #SHORT} scores are read one by one, which bounds the
 * memory of a batch.
 */
@Singleton
final class CoalescedLists {

  /** The most scores of a list that is read in a batch. */
  static final int SHORT = BulkScoreStatements.FIRST_SCORES - 1;

  /** The most lists in a batch. */
  private static final int BATCH_SIZE = 32;

  /** The first page of a user's list. */
  private record FirstPage(UserId user, int limit) {}

  private final JdbcScores single;
  private final BulkScoreStatements statements;
  private final RequestCoalescer<FirstPage, List<Score>> firstPages;

  CoalescedLists(JdbcScores single, BulkScoreStatements statements, Coalescers coalescers) {
    this.single = single;
    this.statements = statements;
    this.firstPages =
        coalescers.ofReads(
            "list_own", BatchLimits.DEFAULT.withSize(BATCH_SIZE), this::readBatch, this::readOne);
  }

  /** The expected time in the queue of a request that arrives now. */
  long estimatedWaitNanos() {
    return firstPages.estimatedWaitNanos();
  }

  List<Score> page(Selection selection, Cursor cursor, int limit) {
    return selection
        .user()
        .filter(user -> cursor.equals(Cursor.start()))
        // A batch runs on the thread of one of its requests, and they differ in what they permit.
        .filter(user -> !StaleReads.areAllowed())
        .filter(user -> selection.equals(Selection.all().ofUser(user)))
        .map(user -> firstPages.call(new FirstPage(user, limit)))
        .orElseGet(() -> single.page(selection, cursor, limit));
  }

  private List<Score> readOne(FirstPage page) {
    return single.page(Selection.all().ofUser(page.user()), Cursor.start(), page.limit());
  }

  private List<Reply<List<Score>>> readBatch(List<FirstPage> pages) {
    int[] users = pages.stream().mapToInt(page -> page.user().value()).distinct().toArray();
    Map<Integer, List<Score>> lists =
        statements.selectFirstScores(users).stream()
            .collect(groupingBy(ScoreRow::userId, mapping(ScoreRow::score, toUnmodifiableList())));
    return pages.stream()
        .map(page -> reply(lists.getOrDefault(page.user().value(), List.of()), page.limit()))
        .toList();
  }

  private static Reply<List<Score>> reply(List<Score> scores, int limit) {
    return scores.size() > SHORT && limit > scores.size()
        ? new Reply.Skipped<>()
        : new Reply.Value<>(scores.subList(0, Math.min(limit, scores.size())));
  }
}
