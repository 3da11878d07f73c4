package dev.scores.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Restarts two instances of each service behind a proxy, one after the other, while clients use
 * both services and follow the changes through the proxy, and checks what the instances share.
 */
final class RollingRestartDrill implements Drill {

  private static final int STREAMS = 4;

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public String promise() {
    return "Two instances of each service behind HAProxy, with TLS and the configuration of"
        + " `deploy/haproxy`, are restarted one after the other under load: no request fails. Live streams"
        + " that resume through the proxy, and a client of the JSON feed, get every change once; every event"
        + " arrives at the target of webhooks, in order for each user; reports with the same `as_of` are"
        + " equal. The instances share `LOGIN_RATE_LIMIT`. A token that is revoked through one is refused by all"
        + " within `AUTH_CACHE_TTL`, and a removed user's scores disappear, whichever instance removes the user"
        + " and whichever erases.";
  }

  /** It restarts four services in turn. */
  @Override
  public boolean mayRunBesideAnother() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(1, 3);
    InstancePairs pairs = InstancePairs.start(context);
    var checks = new InstanceChecks(pairs, context.scope());
    var load = new ProxyLoad(pairs.proxy().uri(), pairs.accounts(), context.scope());
    var followers = Followers.of(pairs.proxy().uri(), STREAMS, load.client());
    Load following = context.scope().add(Load.start(followers.steps()));
    followers.awaitBegin();
    long started = System.nanoTime();
    try (var running = Load.start(load.steps())) {
      load.awaitProgress();
      checks.loginLimit();
      checks.revocation();
      for (int round = 0; round < rounds; round++) {
        pairs.restartEach(load::awaitProgress, context.scope());
      }
      load.awaitProgress();
      load.awaitComparison();
      running.stop();
    }
    long ended = System.nanoTime();
    FollowedEvents.Stored stored = pairs.stored();
    followers.awaitEnd(stored);
    following.close();
    List<WebhookEvent> logged = WebhooksDrill.logged(pairs.postgres());
    WebhooksDrill.awaitArrivals(pairs.receiver(), logged);
    int messages = pairs.receiver().messages();
    List<WebhookEvent> arrivals = pairs.receiver().arrivals();
    Set<WebhookEvent> missing = WebhookEvent.missing(logged, arrivals);
    List<String> misplaced = WebhookEvent.misplaced(logged, arrivals);
    Audit audit =
        new ScoresDeployment(pairs.postgres(), pairs.scores().getFirst(), pairs.accounts())
            .audit(load.writeLog());
    checks.reports();
    checks.erasure();
    List<TimedExchange> failed =
        load.exchangeLog().exchanges().filter(it -> !it.isSuccess()).toList();
    List<String> violations = new ArrayList<>(checks.violations());
    failed.stream().limit(5).forEach(it -> violations.add(it.toString()));
    violations.addAll(followers.findings(stored));
    violations.addAll(misplaced);
    violations.addAll(pairs.receiver().violations());
    violations.addAll(load.reports().violations());
    violations.addAll(audit.findings());
    return new DrillResult(
        name(),
        "%s through HAProxy; %d streams and the JSON feed: %d events each, in %d messages to a target of webhooks; %s"
            .formatted(
                load.counts(),
                STREAMS,
                stored.sequences().size(),
                messages,
                String.join("; ", checks.figures())),
        "%d × SIGTERM and restart: %d failed requests".formatted(4 * rounds, failed.size()),
        audit.acknowledged(),
        audit.lost() + missing.size() + followers.missing(stored),
        audit.wrong() + failed.size() + misplaced.size() + followers.excess(stored),
        load.exchangeLog().longestGap(TimedExchange::isSuccess, started, ended),
        violations);
  }
}
