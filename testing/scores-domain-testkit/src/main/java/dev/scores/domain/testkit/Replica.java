package dev.scores.domain.testkit;

import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoreId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A copy of the scores of a store, which follows its events. */
final class Replica {

  private final Map<ScoreId, Score> scores = new TreeMap<>();

  /**
   * @param read the scores, read after the position from which the events are followed
   */
  Replica(Collection<Score> read) {
    read.forEach(score -> scores.put(score.id(), score));
  }

  /** Applies the event, which may be older than the scores that were read. */
  void apply(ScoreEvent event) {
    Score score = event.score();
    if (event.type() == ScoreEvent.Type.REMOVED) {
      scores.remove(score.id());
    } else {
      scores.merge(
          score.id(), score, (known, next) -> next.version() > known.version() ? next : known);
    }
  }

  /** The scores, by ascending id. */
  List<Score> scores() {
    return List.copyOf(scores.values());
  }
}
