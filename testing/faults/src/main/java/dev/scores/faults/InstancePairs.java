package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Two instances of each service behind a proxy, through which the scores service reaches the users
 * service, too. The scores service sends webhooks.
 */
record InstancePairs(
    DebianPostgres postgres,
    List<ServiceProcess> scores,
    List<ServiceProcess> users,
    UsersDeployment accounts,
    Haproxy proxy,
    WebhookReceiver receiver) {

  /** Attempts a minute at one account. */
  static final int LOGIN_RATE_LIMIT = 20;

  private static final int ACCOUNTS = 8;

  /** {@code DRAIN_DELAY}, 10 s for requests in flight, and some more for a busy machine. */
  private static final Duration TIME_TO_END = Duration.ofSeconds(20);

  /** A number on the instance that erases, NaN on the other. */
  private static final Pattern ERASES = Pattern.compile("(?m)^erasure_lag_seconds [0-9]");

  /** Starts them, registers accounts, and waits until the proxy uses all instances. */
  static InstancePairs start(DrillContext context) throws InterruptedException {
    var proxy = context.scope().add(new Haproxy(context.directory()));
    var receiver = context.scope().add(new WebhookReceiver());
    receiver.start();
    DebianPostgres usersPostgres = context.postgres("users");
    DebianPostgres postgres = context.postgres("scores");
    String usersUrl = usersPostgres.newDatabase("users");
    String scoresUrl = postgres.newDatabase(ScoresDeployment.DATABASE);
    // As in production: the proxy needs a moment to notice that an instance stops.
    Map<String, String> settings = Map.of("DRAIN_DELAY", "5s", "TRUSTED_PROXIES", "127.0.0.1");
    Map<String, String> ofUsers = new HashMap<>(settings);
    ofUsers.put("JWT_SIGNING_KEY", SigningKey.make());
    ofUsers.put("LOGIN_RATE_LIMIT", Integer.toString(LOGIN_RATE_LIMIT));
    Map<String, String> ofScores = new HashMap<>(settings);
    ofScores.put("USERS_SERVICE_URL", proxy.users());
    ofScores.put("WEBHOOKS", receiver.setting());
    List<String> trusting = new ArrayList<>(context.jvmOptions());
    trusting.addAll(proxy.trustOptions());
    List<ServiceProcess> users = new ArrayList<>();
    List<ServiceProcess> scores = new ArrayList<>();
    for (String number : List.of("1", "2")) {
      users.add(context.users("users-" + number, usersUrl, ofUsers));
      scores.add(
          context.start(context.scoresSpec("scores-" + number, scoresUrl, ofScores), trusting));
    }
    for (List<ServiceProcess> service : List.of(users, scores)) {
      for (ServiceProcess instance : service) {
        DrillContext.awaitReady(instance);
      }
    }
    proxy.start(uris(scores), uris(users));
    var accounts = UsersDeployment.with(usersPostgres, users.getFirst(), ACCOUNTS);
    return new InstancePairs(postgres, scores, users, accounts, proxy, receiver);
  }

  private static List<URI> uris(List<ServiceProcess> instances) {
    return instances.stream().map(ServiceProcess::uri).toList();
  }

  /**
   * Stops each instance in turn, starts it again and waits until the proxy uses it.
   *
   * @param before waits until the load is running
   */
  void restartEach(Load.Step before, ResourceScope scope) throws InterruptedException {
    for (int i = 0; i < scores.size(); i++) {
      for (List<ServiceProcess> service : List.of(scores, users)) {
        before.once();
        stop(service.get(i));
        service.set(i, scope.add(service.get(i).restart()));
        DrillContext.awaitReady(service.get(i));
        proxy.awaitAll();
      }
    }
  }

  /** Sends SIGTERM and waits for the end. */
  static void stop(ServiceProcess instance) throws InterruptedException {
    instance.terminate();
    int status = instance.awaitExit(TIME_TO_END);
    if (status != 0) {
      throw new IllegalStateException("an instance ended with status " + status);
    }
  }

  /** What the database of the scores service has. */
  FollowedEvents.Stored stored() throws SQLException {
    try (var connection = postgres.connect(ScoresDeployment.DATABASE)) {
      return FollowedEvents.Stored.in(connection);
    }
  }

  /** The index of the scores instance that erases removed users. */
  OptionalInt erasing() throws InterruptedException {
    for (int i = 0; i < scores.size(); i++) {
      try (var client = new Client(scores.get(i).uri())) {
        if (ERASES.matcher(client.get("/metrics").body()).find()) {
          return OptionalInt.of(i);
        }
      }
    }
    return OptionalInt.empty();
  }
}
