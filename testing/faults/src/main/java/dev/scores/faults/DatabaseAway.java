package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The database goes away in every way there is, and comes back each time. */
final class DatabaseAway implements Drill {

  /** Who is to work without its database. */
  enum Of {
    SCORES,
    USERS
  }

  private static final int CLIENTS = 16;

  /** What a JVM may have more of without having lost any: threads of its own come and go. */
  private static final ResourceSnapshot FEW = new ResourceSnapshot(6, 0, 24, Long.MAX_VALUE);

  private final Of service;

  DatabaseAway(Of service) {
    this.service = service;
  }

  @Override
  public String name() {
    return "database-away-" + service.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String promise() {
    return "While the database is away (stopped, killed, restarted, refusing, out of connections,"
        + " frozen) answers are 503 `error` with `Retry-After` within 5 s, never 400 or 500;"
        + " readiness says so within 2 s, liveness stays up; the service is whole again within 3 s"
        + " of the database, without a restart, and has lost no thread and no connection.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    Subject subject =
        switch (service) {
          case SCORES -> ScoresSubject.of(stage.world(), CLIENTS, stage.scope());
          case USERS -> UsersSubject.of(stage.usersOfItsOwn(), stage.scope());
        };
    var witnesses = new Outage.Witnesses(subject.journal(), new Journal(), new Journal());
    List<Load.Step> probes = probes(subject, witnesses, stage.scope());
    List<DatabaseFault> faults = faults(stage.form());
    List<Outage.Findings> findings = new ArrayList<>();

    try (var load = Load.start(subject.clients())) {
      subject.journal().awaitMore(500);
      load.stop();
    }
    ResourceSnapshot before =
        ResourceSnapshot.of(subject.service(), subject.postgres(), stage.directory());
    try (var load = Load.start(subject.clients());
        var probing = Load.start(probes)) {
      for (DatabaseFault fault : faults) {
        subject.journal().awaitMore(100);
        findings.add(outage(fault, stage.form(), subject).judge(witnesses));
      }
      load.stop();
      probing.stop();
    }
    ResourceSnapshot after = settled(subject, before, stage);
    Audit audit = subject.audit();
    List<String> broken = new ArrayList<>(audit.findings());
    findings.forEach(it -> broken.addAll(it.broken()));
    broken.addAll(before.differences(after, 0, FEW));
    return new Row(
        name(),
        subject.clients().size() + " clients write and read",
        findings.stream().map(Outage.Findings::text).collect(Collectors.joining(", ")),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + findings.stream().mapToLong(Outage.Findings::wrong).sum(),
        findings.stream().map(Outage.Findings::whole).max(Duration::compareTo).orElseThrow(),
        broken);
  }

  /** The two are one chassis: in the short form the one is tried with all, the other with two. */
  private List<DatabaseFault> faults(Stage.Form form) {
    return form.isShort() && service == Of.USERS
        ? List.of(DatabaseFault.KILLED, DatabaseFault.FROZEN)
        : List.of(DatabaseFault.values());
  }

  private static Outage outage(DatabaseFault fault, Stage.Form form, Subject subject)
      throws InterruptedException {
    long begun = System.nanoTime();
    DatabaseFault.Healing healing = fault.inflict(subject.postgres());
    long complete = System.nanoTime();
    if (fault != DatabaseFault.RESTARTED) {
      // Long enough for the first 503 of readiness, and, where nothing answers, for the deadline.
      Thread.sleep(Duration.ofSeconds(fault == DatabaseFault.FROZEN ? 7 : form.of(3, 10)));
    }
    long healed = System.nanoTime();
    long back = healing.heal();
    // Who was let wait is answered by then, and what was asked afterwards shows whether all is
    // well.
    Thread.sleep(Outage.UNTIL_WHOLE.plusSeconds(1));
    return new Outage(fault.title(), begun, complete, healed, back);
  }

  /** The pool is filled again in the background. */
  private static ResourceSnapshot settled(Subject subject, ResourceSnapshot before, Stage stage)
      throws InterruptedException {
    try {
      Patience.until(
          "the pool is full again",
          Duration.ofSeconds(10),
          () -> subject.postgres().serviceConnections() == before.connections());
    } catch (IllegalStateException itIsNot) {
      System.err.println(itIsNot.getMessage());
    }
    return ResourceSnapshot.of(subject.service(), subject.postgres(), stage.directory());
  }

  private static List<Load.Step> probes(Subject subject, Outage.Witnesses to, Scope scope) {
    var uri = subject.service().uri();
    return List.of(
        Probe.of(uri, "/health/readiness", to.readiness(), scope),
        Probe.of(uri, "/health/liveness", to.life(), scope),
        Probe.of(uri, "/ping", to.life(), scope));
  }
}
