package dev.scores.faults;

import java.util.List;

/** All drills, in the order of the table. */
final class Drills {

  static final List<Drill> ALL =
      List.of(
          new DatabaseAway(DatabaseAway.Of.SCORES),
          new DatabaseAway(DatabaseAway.Of.USERS),
          new StandbyTakesOver(),
          new KilledService(),
          new StoppedService(),
          new RollingRestart(),
          new Overload(),
          new UsersServiceHangs(),
          new LoginFlood(),
          new SlowReaders(),
          new LinearizableScores(),
          new TwoReleases(),
          new Soak());

  private Drills() {}

  /** Those whose name begins with one of the words; all where there is none. */
  static List<Drill> named(List<String> words, boolean isShort) {
    return ALL.stream()
        .filter(drill -> words.isEmpty() || words.stream().anyMatch(drill.name()::startsWith))
        .filter(drill -> !words.isEmpty() || !isShort || drill.isInShortForm())
        .toList();
  }
}
