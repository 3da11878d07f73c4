package dev.scores.persistence;

import dev.scores.domain.Cursor;
import dev.scores.domain.Selection;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement for one page of a list: a keyset condition and the conditions of the selection,
 * only those that narrow, so that PostgreSQL plans each shape by itself. The limit is part of the
 * text: for any limit PostgreSQL would expect a tenth of the table, find that the limit at hand is
 * planned better, and plan each time anew.
 */
record PageQuery(String sql, List<Object> parameters) {

  static PageQuery of(Selection selection, Cursor cursor, int limit) {
    StringBuilder sql =
        new StringBuilder(
            """
            select id, user_id, exercise_id, correct, created_at, updated_at, version
            from scores where id > ?\
            """);
    List<Object> parameters = new ArrayList<>(List.of(cursor.after()));
    selection.user().ifPresent(user -> narrow(sql, " and user_id = ?", parameters, user.value()));
    selection
        .exercise()
        .ifPresent(exercise -> narrow(sql, " and exercise_id = ?", parameters, exercise.value()));
    selection.correct().ifPresent(correct -> narrow(sql, " and correct = ?", parameters, correct));
    selection
        .updatedSince()
        .ifPresent(
            since ->
                narrow(sql, " and updated_at >= ?", parameters, since.atOffset(ZoneOffset.UTC)));
    sql.append(" order by id limit ").append(limit);
    return new PageQuery(sql.toString(), List.copyOf(parameters));
  }

  private static void narrow(
      StringBuilder sql, String condition, List<Object> parameters, Object value) {
    sql.append(condition);
    parameters.add(value);
  }
}
