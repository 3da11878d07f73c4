package dev.scores.faults;

import java.util.List;

/** All drills, in the order of the table. */
final class Drills {

  static final List<Drill> ALL =
      List.of(
          new DatabaseOutageDrill(DatabaseOutageDrill.Service.SCORES),
          new DatabaseOutageDrill(DatabaseOutageDrill.Service.USERS),
          new StandbyPromotionDrill(),
          new StandbyReadsDrill(),
          new PatroniFailoverDrill(),
          new ServiceKillDrill(),
          new ServiceStopDrill(),
          new RollingRestartDrill(),
          new OverloadDrill(),
          new UsersServiceHangDrill(),
          new LoginFloodDrill(),
          new SlowReadersDrill(),
          new LinearizabilityDrill(),
          new LiveStreamsDrill(),
          new WebhooksDrill(),
          new ErasureDrill(),
          new TwoReleasesDrill(),
          new RestoreDrill(),
          new SoakDrill());

  private Drills() {}

  /**
   * Returns the drills whose name starts with one of the prefixes; without any, all of the form.
   */
  static List<Drill> named(List<String> prefixes, boolean isShort) {
    return ALL.stream()
        .filter(drill -> prefixes.isEmpty() || prefixes.stream().anyMatch(drill.name()::startsWith))
        .filter(drill -> !prefixes.isEmpty() || !isShort || drill.isInShortForm())
        .toList();
  }
}
