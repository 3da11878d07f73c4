package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes the database unavailable by each {@link DatabaseFault} under load, and repairs it. */
final class DatabaseOutageDrill implements Drill {

  /** The service that loses its database. */
  enum Service {
    SCORES,
    USERS
  }

  private static final int CLIENTS = 16;

  /** Tolerated differences: the JVM's own threads come and go. */
  private static final ResourceSnapshot TOLERANCE = new ResourceSnapshot(6, 0, 24, Long.MAX_VALUE);

  private final Service service;

  DatabaseOutageDrill(Service service) {
    this.service = service;
  }

  @Override
  public String name() {
    return "database-outage-" + service.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String promise() {
    return "While the database is unavailable (stopped, killed, restarted, rejecting"
        + " connections, out of connections, frozen) requests get 503 `error` with `Retry-After`"
        + " within 5 s, never 400 or 500; readiness fails within 2 s, liveness stays up. Within"
        + " 3 s of the database's return every request succeeds again, without a restart and"
        + " without a leaked thread or connection.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    ServiceUnderLoad subject =
        switch (service) {
          case SCORES -> ScoresUnderLoad.of(context.deploy(), CLIENTS, context.scope());
          case USERS -> UsersUnderLoad.of(context.ownUsersService(), context.scope());
        };
    var observations =
        new Outage.Observations(subject.exchangeLog(), new ExchangeLog(), new ExchangeLog());
    List<Load.Step> probes = probes(subject, observations, context.scope());
    List<DatabaseFault> faults = faults(context.options());
    List<Outage.Findings> findings = new ArrayList<>();

    try (var load = Load.start(subject.clients())) {
      subject.exchangeLog().awaitMore(500);
      load.stop();
    }
    ResourceSnapshot before =
        ResourceSnapshot.of(subject.service(), subject.postgres(), context.directory());
    try (var load = Load.start(subject.clients());
        var probing = Load.start(probes)) {
      for (DatabaseFault fault : faults) {
        subject.exchangeLog().awaitMore(100);
        findings.add(outage(fault, context.options(), subject).check(observations));
      }
      load.stop();
      probing.stop();
    }
    ResourceSnapshot after = settled(subject, before, context);
    Audit audit = subject.audit();
    List<String> violations = new ArrayList<>(audit.findings());
    findings.forEach(it -> violations.addAll(it.violations()));
    violations.addAll(before.differences(after, 0, TOLERANCE));
    return new DrillResult(
        name(),
        subject.clients().size() + " clients write and read",
        findings.stream().map(Outage.Findings::text).collect(Collectors.joining(", ")),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + findings.stream().mapToLong(Outage.Findings::wrong).sum(),
        findings.stream().map(Outage.Findings::recovery).max(Duration::compareTo).orElseThrow(),
        violations);
  }

  /**
   * Both services share the database code: the short form tries all faults on scores, two on users.
   */
  private List<DatabaseFault> faults(DrillContext.RunOptions options) {
    return options.isShort() && service == Service.USERS
        ? List.of(DatabaseFault.KILLED, DatabaseFault.FROZEN)
        : List.of(DatabaseFault.values());
  }

  private static Outage outage(
      DatabaseFault fault, DrillContext.RunOptions options, ServiceUnderLoad subject)
      throws InterruptedException {
    long begin = System.nanoTime();
    DatabaseFault.Repair repair = fault.inject(subject.postgres());
    long complete = System.nanoTime();
    if (fault != DatabaseFault.RESTARTED) {
      // Long enough for readiness to fail, and for requests to a frozen server to time out.
      Thread.sleep(Duration.ofSeconds(fault == DatabaseFault.FROZEN ? 7 : options.choose(3, 10)));
    }
    long repairBegan = System.nanoTime();
    long back = repair.repair();
    // By then every waiting request has its response, and later requests show the recovery.
    Thread.sleep(Outage.MAX_RECOVERY.plusSeconds(1));
    return new Outage(fault.title(), begin, complete, repairBegan, back);
  }

  /** Takes the snapshot once the pool has refilled, or after 10 s. */
  private static ResourceSnapshot settled(
      ServiceUnderLoad subject, ResourceSnapshot before, DrillContext context)
      throws InterruptedException {
    try {
      Await.until(
          "the pool to refill",
          Duration.ofSeconds(10),
          () -> subject.postgres().serviceConnections() == before.connections());
    } catch (IllegalStateException itIsNot) {
      System.err.println(itIsNot.getMessage());
    }
    return ResourceSnapshot.of(subject.service(), subject.postgres(), context.directory());
  }

  private static List<Load.Step> probes(
      ServiceUnderLoad subject, Outage.Observations to, ResourceScope scope) {
    var uri = subject.service().uri();
    return List.of(
        Probe.of(uri, "/health/readiness", to.readiness(), scope),
        Probe.of(uri, "/health/liveness", to.liveness(), scope),
        Probe.of(uri, "/ping", to.liveness(), scope));
  }
}
