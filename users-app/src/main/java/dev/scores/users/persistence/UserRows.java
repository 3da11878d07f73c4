package dev.scores.users.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code users}, one an operation. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface UserRows extends GenericRepository<UserRow, Integer> {

  /** The row, or none where the name or the email is taken. */
  @Query(
      """
      insert into users (username, email, password_hash, created_at)
      values (:username, :email, :passwordHash, :at)
      on conflict do nothing
      returning id, username, email, password_hash, active, admin, created_at
      """)
  @Nullable UserRow insert(String username, String email, String passwordHash, Instant at);

  @Query(
      """
      select id, username, email, password_hash, active, admin, created_at
      from users where id = :id
      """)
  @Nullable UserRow select(int id);

  @Query(
      """
      select id, username, email, password_hash, active, admin, created_at
      from users where username = :username
      """)
  @Nullable UserRow selectByUsername(String username);

  @Query(
      """
      select id, username, email, password_hash, active, admin, created_at
      from users where lower(email) = lower(:email)
      """)
  @Nullable UserRow selectByEmail(String email);

  @Query(
      """
      select id, username, email, password_hash, active, admin, created_at
      from users where username = :username and lower(email) = lower(:email)
      """)
  @Nullable UserRow selectByBoth(String username, String email);
}
