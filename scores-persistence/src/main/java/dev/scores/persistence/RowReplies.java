package dev.scores.persistence;

import dev.scores.persistence.coalescing.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Maps the rows that a batch's statement has returned to the replies of its requests. */
final class RowReplies {

  private RowReplies() {}

  /** A reply to each request, from the row with the same key, if any. Rows may be in any order. */
  static <Q, K, R, A> List<Reply<A>> of(
      List<Q> requests,
      Function<Q, K> key,
      List<R> rows,
      Function<R, K> keyOfRow,
      Function<Optional<R>, Reply<A>> reply) {
    Map<K, R> byKey = HashMap.newHashMap(rows.size());
    rows.forEach(row -> byKey.put(keyOfRow.apply(row), row));
    return requests.stream()
        .map(request -> reply.apply(Optional.ofNullable(byKey.get(key.apply(request)))))
        .toList();
  }
}
