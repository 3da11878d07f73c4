package dev.scores.persistence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a statement for many says to each of them. */
final class Words {

  private Words() {}

  /** A word to each question, by the row that has its key, or none; rows in whatever order. */
  static <Q, K, A> List<Seat.Word<A>> of(
      List<Q> questions,
      Function<Q, K> key,
      List<ScoreRow> rows,
      Function<ScoreRow, K> keyOfRow,
      Function<Optional<ScoreRow>, Seat.Word<A>> word) {
    Map<K, ScoreRow> byKey = HashMap.newHashMap(rows.size());
    rows.forEach(row -> byKey.put(keyOfRow.apply(row), row));
    return questions.stream()
        .map(question -> word.apply(Optional.ofNullable(byKey.get(key.apply(question)))))
        .toList();
  }
}
