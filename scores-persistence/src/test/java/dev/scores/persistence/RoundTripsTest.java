package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.AttemptCursor;
import dev.scores.domain.Batch;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion.Any;
import dev.scores.domain.ExpectedVersion.OneOf;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Counts messages to PostgreSQL in the driver's log: lines with {@code FE=>}. Each {@code Sync} or
 * simple query is a round trip.
 */
@NotOnCitus
class RoundTripsTest {

  private static final UserId ANN = new UserId(1);
  private static final ExerciseId LOOPS = new ExerciseId(1);
  private static final ScoreDraft DRAFT = new ScoreDraft(LOOPS, true);
  private static final ScoreDraft OTHER = new ScoreDraft(new ExerciseId(2), true);

  private static ScoresTestDatabase database;

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final Logger driver = Logger.getLogger("org.postgresql");
  private final Handler counter =
      new Handler() {
        @Override
        public void publish(LogRecord message) {
          // The pool opens its connections on a thread of its own, whenever it likes.
          if (message.getMessage().contains("FE=>")
              && !Thread.currentThread().getName().contains("connection-adder")) {
            sent.add(Thread.currentThread().getName() + " " + message.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private record Operation(String name, Consumer<ScoresTestDatabase> call) {}

  @BeforeAll
  static void open() {
    // The migration needs a second connection.
    database =
        ScoresTestDatabase.fresh(
            Map.of(
                "datasources.default.maximum-pool-size", 2,
                "datasources.default.minimum-idle", 1));
    database.scores().find(new ScoreId(1));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void startCounting() {
    driver.setLevel(Level.FINEST);
    driver.addHandler(counter);
    driver.setUseParentHandlers(false);
  }

  @AfterEach
  void stopCounting() {
    driver.removeHandler(counter);
    driver.setLevel(null);
    driver.setUseParentHandlers(true);
  }

  @TestFactory
  Stream<DynamicTest> everyOperationIsOneRoundTrip() {
    Instant now = Instant.now();
    ScoreId id = new ScoreId(1);
    return Stream.of(
            new Operation("add", on -> on.scores().add(ANN, DRAFT, now)),
            new Operation("add again", on -> on.scores().add(ANN, DRAFT, now)),
            new Operation("update", on -> on.scores().update(ANN, id, DRAFT, now)),
            new Operation("upsert", on -> on.scores().upsert(ANN, DRAFT, now)),
            new Operation("upsert by id", on -> on.scores().upsert(ANN, id, DRAFT, now)),
            new Operation(
                "upsert of a batch",
                on -> on.scores().upsert(Batch.of(ANN, List.of(DRAFT, OTHER, DRAFT)), now)),
            new Operation(
                "update of a version",
                on -> on.scores().update(ANN, id, DRAFT, new OneOf(Set.of(1, 2, 3)), now)),
            new Operation(
                "update of any version", on -> on.scores().update(ANN, id, DRAFT, new Any(), now)),
            new Operation(
                "update of a stale version",
                on -> on.scores().update(ANN, id, DRAFT, new OneOf(Set.of()), now)),
            new Operation("find", on -> on.scores().find(id)),
            new Operation("find of user", on -> on.scores().find(ANN, id)),
            new Operation("find of pair", on -> on.scores().find(ANN, DRAFT.exercise())),
            new Operation(
                "page", on -> on.scores().page(Selection.all().ofUser(ANN), Cursor.start(), 10)),
            new Operation("find, shared", on -> on.coalesced().find(id)),
            new Operation("find of user, shared", on -> on.coalesced().find(ANN, id)),
            new Operation("find of pair, shared", on -> on.coalesced().find(ANN, DRAFT.exercise())),
            new Operation("add, shared", on -> on.coalesced().add(ANN, DRAFT, now)),
            new Operation("upsert, shared", on -> on.coalesced().upsert(ANN, DRAFT, now)),
            new Operation("update, shared", on -> on.coalesced().update(ANN, id, DRAFT, now)),
            new Operation(
                "remove of a stale version",
                on -> on.scores().remove(ANN, id, new OneOf(Set.of()), now)),
            new Operation("remove", on -> on.scores().remove(ANN, id, new Any(), now)),
            new Operation("remove again", on -> on.scores().remove(ANN, id, new Any(), now)),
            new Operation("figures of all", on -> on.reports().ofAll()),
            new Operation("figures of user", on -> on.reports().of(ANN)),
            new Operation("figures of exercise", on -> on.reports().of(LOOPS)),
            new Operation("leaderboard", on -> on.reports().leaderboard(10)),
            new Operation("standing", on -> on.reports().standing(ANN)),
            new Operation("changes", on -> on.changes().since(ChangeCursor.start(), 9)),
            new Operation("position now", on -> on.changes().latest()),
            new Operation("attempts", on -> on.attempts().of(id, AttemptCursor.start(), 9)),
            new Operation(
                "attempts of pair", on -> on.attempts().of(ANN, LOOPS, AttemptCursor.start(), 9)),
            new Operation("activity", on -> on.attempts().activity(ANN)))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.name(),
                    () -> {
                      database.reports().ofAll(); // Folds the events of the operation before.
                      sent.clear();
                      operation.call().accept(database);
                      assertEquals(1, count("Execute("), () -> String.join("\n", sent));
                      assertEquals(
                          1, count("Sync") + count("SimpleQuery"), () -> String.join("\n", sent));
                    }));
  }

  private long count(String message) {
    return sent.stream().filter(line -> line.contains(message)).count();
  }
}
