package team.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Page;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreService;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

  @Test
  void exampleUpdatesAndListsAScore() {
    var scores = new ScoreService(new InMemoryScores(), Clock.systemUTC());
    var ann = new UserId(1);
    var loops = new ExerciseId(7);
    scores.upsert(ann, new ScoreDraft(loops, false));
    String text = switch (scores.upsert(ann, new ScoreDraft(loops, true))) {
      case Added added -> "first attempt: " + added.score().correct();
      case Updated updated -> "version " + updated.score().version() + ": " + updated.score().correct();
    };
    Page solved = scores.list(Selection.all().ofUser(ann).withCorrect(true), Cursor.start(), 100);

    assertEquals("version 2: true", text);
    assertEquals(1, solved.scores().size());
  }
}
