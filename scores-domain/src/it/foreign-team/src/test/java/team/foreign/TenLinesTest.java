package team.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Cursor;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Page;
import dev.scores.domain.ScoreService;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class TenLinesTest {

  @Test
  void theTenLinesOfTheReadmeDoWhatTheySay() {
    var scores = new ScoreService(new InMemoryScores(), Clock.systemUTC());
    var ann = new UserId(1);
    var loops = new ExerciseId(7);
    scores.upsert(ann, new ScoreDraft(loops, false));
    String said = switch (scores.upsert(ann, new ScoreDraft(loops, true))) {
      case Added added -> "a first try: " + added.score().correct();
      case Updated updated -> "try " + updated.score().version() + ": " + updated.score().correct();
      case NoSuchScore none -> "only an upsert that names an id comes to this";
    };
    Page solved = scores.list(Selection.all().ofUser(ann).thatAre(true), Cursor.start(), 100);

    assertEquals("try 2: true", said);
    assertEquals(1, solved.scores().size());
  }
}
