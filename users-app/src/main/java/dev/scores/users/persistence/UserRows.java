package dev.scores.users.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on the table {@code users}, one per operation. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface UserRows extends GenericRepository<UserRow, Integer> {

  String COLUMNS =
      " id, username, email, password_hash, active, admin, teacher, created_at,"
          + " token_generation, email_confirmed ";

  /** Returns the row; null if the name or the email is taken. */
  @Query(
      """
      insert into users (username, email, password_hash, created_at)
      values (:username, :email, :passwordHash, :at)
      on conflict do nothing
      returning\
      """
          + COLUMNS)
  @Nullable UserRow insert(
      String username, String email, @Nullable String passwordHash, Instant at);

  /**
   * Returns the row; null if the id is unknown or no active admin would remain. Fails if the name
   * or the email is taken. Locks the admins' rows, always in the same order, if an admin is
   * demoted, so that of two concurrent demotions one fails.
   */
  @Query(
      """
      with admins as materialized (
        select id from users where admin and active order by id for update)
      update users u set username = :username, email = :email,
        username_exempt = u.username_exempt and u.username = :username,
        active = coalesce(:active, u.active), admin = coalesce(:admin, u.admin),
        teacher = coalesce(:teacher, u.teacher)
      from users f
      where u.id = :id and f.id = u.id and (
        coalesce(:active, true) and coalesce(:admin, true) or not (u.active and u.admin)
        or exists (select from admins where admins.id <> :id))
      returning u.id, u.username, u.email, u.active, u.admin, u.teacher, u.created_at,
        f.username as former_username, f.email as former_email, f.active as former_active,
        f.admin as former_admin, f.teacher as former_teacher,
        u.email_confirmed, f.email_confirmed as former_email_confirmed
      """)
  @Nullable UpdatedUserRow update(
      int id,
      String username,
      String email,
      @Nullable Boolean active,
      @Nullable Boolean admin,
      @Nullable Boolean teacher);

  /** Returns the deleted row; null if the id is unknown or it is the last active admin's. */
  @Query(
      """
      with admins as materialized (
        select id from users where admin and active order by id for update)
      delete from users where id = :id and (
        not (active and admin) or exists (select from admins where admins.id <> :id))
      returning\
      """
          + COLUMNS)
  @Nullable UserRow delete(int id);

  /** Returns the row; fails if the name is taken. */
  @Query(
      """
      insert into users (username, email, password_hash, admin, created_at)
      values (:username, :email, :passwordHash, true, :at)
      on conflict (fold_case(email)) do update
        set password_hash = excluded.password_hash, active = true, admin = true,
          token_generation = users.token_generation % 2147483647 + 1
      returning\
      """
          + COLUMNS)
  @Nullable UserRow upsertAdmin(String username, String email, String passwordHash, Instant at);

  /** Returns the row; null if none has the id and the old hash. */
  @Query(
      """
      update users set password_hash = :newHash, token_generation = token_generation % 2147483647 + 1
      where id = :id and password_hash = :oldHash
      returning\
      """
          + COLUMNS)
  @Nullable UserRow replaceHash(int id, String oldHash, String newHash);

  @Query("update users set password_hash = :newHash where id = :id and password_hash = :oldHash")
  void renewHash(int id, String oldHash, String newHash);

  @Query("select" + COLUMNS + "from users where id = :id")
  @Nullable UserRow select(int id);

  /** Returns the row with exactly this name, otherwise the one with the prepared name. */
  @Query(
      "select"
          + COLUMNS
          + """
          from users where username in (:username, :prepared)
          order by username = :username desc limit 1
          """)
  @Nullable UserRow selectByUsername(String username, String prepared);

  @Query("select" + COLUMNS + "from users where fold_case(email) = :folded")
  @Nullable UserRow selectByEmail(String folded);

  @Query(
      "select"
          + COLUMNS
          + "from users where username in (:username, :prepared) and fold_case(email) = :folded")
  @Nullable UserRow selectByBoth(String username, String prepared, String folded);

  /** Returns at most {@code limit} rows after the position, newest first. */
  @Query(
      "select"
          + COLUMNS
          + """
          from users where (created_at, id) < (:createdAt, :id)
          order by created_at desc, id desc limit :limit
          """)
  List<UserRow> selectPage(Instant createdAt, int id, int limit);
}
