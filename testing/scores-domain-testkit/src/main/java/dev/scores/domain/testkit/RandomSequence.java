package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.Batch;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Outcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One sequence of random operations on a store and on a model. The two assign different ids to the
 * same score; results of the model are translated to the store's ids before they are compared.
 */
final class RandomSequence {

  private static final int USERS = 3;
  private static final int EXERCISES = 4;
  private static final ScoreId UNKNOWN = new ScoreId(Long.MAX_VALUE);

  private final Scores store;
  private final Scores model;
  private final Map<ScoreId, ScoreId> storeIds = new HashMap<>();
  private final List<UserId> users;
  private final List<ExerciseId> exercises;
  private final String repeat;
  private Random random = new Random(0);

  /**
   * @param policy the policy of the store
   * @param number the index of the sequence on this store; each has users and exercises of its own
   * @param repeat how to repeat a failure
   */
  RandomSequence(Scores store, ScorePolicy policy, int number, String repeat) {
    this.store = store;
    this.model = new InMemoryScores(policy);
    this.users = numbers(number, USERS).mapToObj(UserId::new).toList();
    this.exercises = numbers(number, EXERCISES).mapToObj(ExerciseId::new).toList();
    this.repeat = repeat;
  }

  private static IntStream numbers(int block, int size) {
    return IntStream.rangeClosed(block * size + 1, (block + 1) * size);
  }

  /**
   * Runs the operations and returns the scores that they leave in the store.
   *
   * @param operations the random seed of each, so that a part of a sequence can be run
   */
  List<Score> run(List<Long> operations) {
    for (long seed : operations) {
      random = new Random(seed);
      operate();
    }
    for (UserId user : users) {
      compareList(Selection.all().ofUser(user), Cursor.start(), Integer.MAX_VALUE);
    }
    for (ExerciseId exercise : exercises) {
      compareList(Selection.all().ofExercise(exercise), Cursor.start(), Integer.MAX_VALUE);
    }
    return expected(Selection.all());
  }

  private void operate() {
    UserId user = any(users);
    ScoreId id = anyId();
    ScoreDraft draft = new ScoreDraft(any(exercises), random.nextBoolean());
    Instant at = anyTime();
    int operation = random.nextInt(18);
    if (operation < 2) {
      compare(model.add(user, draft, at), store.add(user, draft, at));
    } else if (operation < 4) {
      compare(model.update(user, id, draft, at), store.update(user, inStore(id), draft, at));
    } else if (operation < 6) {
      compare(model.upsert(user, draft, at), store.upsert(user, draft, at));
    } else if (operation < 8) {
      compare(model.upsert(user, id, draft, at), store.upsert(user, inStore(id), draft, at));
    } else if (operation < 9) {
      compare(model.find(id), store.find(inStore(id)));
    } else if (operation < 10) {
      compare(model.find(user, id), store.find(user, inStore(id)));
    } else if (operation < 11) {
      compare(model.find(user, draft.exercise()), store.find(user, draft.exercise()));
    } else if (operation < 13) {
      Batch batch = anyBatch();
      compare(model.upsert(batch, at), store.upsert(batch, at));
    } else if (operation < 15) {
      ExpectedVersion expected = anyVersion();
      compare(
          model.update(user, id, draft, expected, at),
          store.update(user, inStore(id), draft, expected, at));
    } else if (operation < 17) {
      ExpectedVersion expected = anyVersion();
      compare(model.remove(user, id, expected, at), store.remove(user, inStore(id), expected, at));
    } else {
      Cursor cursor = random.nextBoolean() ? Cursor.start() : anyCursor(id);
      compareList(anySelection(), cursor, random.nextInt(EXERCISES + 1));
    }
  }

  private void compare(Outcome ofModel, Outcome ofStore) {
    if (ofModel instanceof Added ours && ofStore instanceof Added theirs) {
      storeIds.put(ours.score().id(), theirs.score().id());
      same(new Added(inStore(ours.score())), ofStore);
    } else if (ofModel instanceof Updated ours) {
      same(new Updated(inStore(ours.score())), ofStore);
    } else if (ofModel instanceof Removed ours) {
      same(new Removed(inStore(ours.score())), ofStore);
    } else if (ofModel instanceof Superseded ours) {
      same(new Superseded(inStore(ours.score())), ofStore);
    } else {
      same(ofModel, ofStore);
    }
  }

  /** Compares from the last item on, because the last of an exercise determines the others. */
  private void compare(List<BatchItemOutcome> ofModel, List<BatchItemOutcome> ofStore) {
    same(ofModel.size(), ofStore.size());
    for (int i = ofModel.size() - 1; i >= 0; i--) {
      compare(ofModel.get(i), ofStore.get(i));
    }
  }

  private void compare(Optional<Score> ofModel, Optional<Score> ofStore) {
    same(ofModel.map(this::inStore), ofStore);
  }

  private void compareList(Selection selection, Cursor cursor, int limit) {
    if (limit == 0) {
      assertThrows(
          IllegalArgumentException.class, () -> store.page(selection, cursor, limit), repeat);
      return;
    }
    List<Score> page =
        expected(selection).stream()
            .filter(score -> selection.matches(score, cursor))
            .limit(limit)
            .toList();
    same(page, store.page(selection, cursor, limit));
  }

  /** The expected list: the model's, with the store's ids and in their order. */
  private List<Score> expected(Selection selection) {
    return model.page(selection, Cursor.start(), Integer.MAX_VALUE).stream()
        .map(this::inStore)
        .sorted(selection.order())
        .toList();
  }

  private void same(Object expected, Object actual) {
    assertEquals(expected, actual, repeat);
  }

  private ScoreId inStore(ScoreId ofModel) {
    return storeIds.getOrDefault(ofModel, UNKNOWN);
  }

  private Score inStore(Score s) {
    return new Score(
        inStore(s.id()),
        s.user(),
        s.exercise(),
        s.correct(),
        s.createdAt(),
        s.updatedAt(),
        s.version(),
        s.attempts(),
        s.solve());
  }

  /** The id of any score, or an unknown one. */
  private ScoreId anyId() {
    int pick = random.nextInt(storeIds.size() + 1);
    return storeIds.keySet().stream().sorted().skip(pick).findFirst().orElse(UNKNOWN);
  }

  /** A cursor with this id and the time of any score, so that times and ids often tie. */
  private Cursor anyCursor(ScoreId id) {
    Instant time = model.find(anyId()).map(Score::updatedAt).orElseGet(this::anyTime);
    return Cursor.after(time, inStore(id));
  }

  private Batch anyBatch() {
    return new Batch(
        Stream.generate(
                () ->
                    new Batch.Entry(
                        any(users), new ScoreDraft(any(exercises), random.nextBoolean())))
            .limit(1 + random.nextInt(2 * EXERCISES))
            .toList());
  }

  /** Any version, or one of the first few: most scores here have few versions. */
  private ExpectedVersion anyVersion() {
    return random.nextInt(4) == 0
        ? new ExpectedVersion.Any()
        : new ExpectedVersion.OneOf(
            random.ints(random.nextInt(4), 1, 6).boxed().collect(Collectors.toSet()));
  }

  /** A selection of this sequence's users or exercises, which hides other sequences. */
  private Selection anySelection() {
    Selection selection =
        switch (random.nextInt(3)) {
          case 0 -> Selection.all().ofUser(any(users));
          case 1 -> Selection.all().ofExercise(any(exercises));
          default -> Selection.all().ofUser(any(users)).ofExercise(any(exercises));
        };
    if (random.nextInt(3) == 0) {
      selection = selection.withCorrect(random.nextBoolean());
    }
    return random.nextInt(3) == 0 ? selection.updatedSince(anyTime()) : selection;
  }

  /** One of a few microseconds in a few seconds, so that times often tie and step back. */
  private Instant anyTime() {
    return ContractTests.NOON.plusSeconds(random.nextInt(3)).plusNanos(random.nextInt(5000));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
