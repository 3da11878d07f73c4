package dev.scores.users.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** The statement on the table {@code removals}, which a trigger fills. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface RemovalRows extends GenericRepository<RemovalRow, Long> {

  @Query(
      """
      select sequence, user_id, at from removals
      where sequence >= :first order by sequence limit :limit
      """)
  List<RemovalRow> selectFrom(long first, int limit);
}
