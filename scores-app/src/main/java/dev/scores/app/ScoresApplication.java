package dev.scores.app;

import dev.scores.app.access.AccessSettings;
import dev.scores.app.auth.AuthSettings;
import dev.scores.app.erasure.EraseUser;
import dev.scores.app.erasure.ErasureSettings;
import dev.scores.app.fake.FakeCommand;
import dev.scores.app.live.LiveSettings;
import dev.scores.app.operations.DemoScores;
import dev.scores.app.operations.Distribute;
import dev.scores.app.operations.RebuildReports;
import dev.scores.app.web.WebSettings;
import dev.scores.app.webhooks.WebhookSettings;
import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.commands.Program;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.Durations;
import dev.scores.chassis.settings.Setting;
import dev.scores.domain.ScoreService;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The main class of the scores service. */
public final class ScoresApplication {

  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,3}d");

  private static final Setting DEFAULT_LIMIT =
      Setting.optional(
          "LIST_DEFAULT_LIMIT",
          "a number of scores, 0 to 1000",
          "0",
          "The `limit` of list requests that have none; 0 streams the whole list."
              + " Does not apply to exports.",
          Setting.number("lists.default-limit", 0, ScoreService.MAX_PAGE));

  private static final Setting COALESCING =
      Setting.optional(
          "COALESCING",
          "on or off",
          "on",
          "Whether simultaneous requests for single scores share a statement.",
          value ->
              switch (value) {
                case "on", "off" -> Map.of("scores.coalescing", value);
                default -> throw new IllegalArgumentException(value);
              });

  private static final Setting POLICY =
      Setting.optional(
          "SCORE_POLICY",
          "latest or sticky",
          "latest",
          "How a verdict changes a score: `latest` makes it the latest verdict; with `sticky` a"
              + " score that was solved stays correct. Every verdict counts as an attempt. Applies"
              + " to later writes only.",
          value ->
              switch (value) {
                case "latest", "sticky" -> Map.of("scores.policy", value);
                default -> throw new IllegalArgumentException(value);
              });

  private static final Setting RETENTION =
      Setting.optional(
          "EVENTS_RETENTION",
          "a number of days such as 400d, 1d to 9999d",
          "",
          "How long changes are kept at least, for `/scores/changes`, attempts and activity; whole"
              + " months are dropped. If not set, all are kept. Scores themselves are always kept.",
          ScoresApplication::retention);

  /** All environment variables that the service reads. */
  public static final List<Setting> SETTINGS =
      Stream.of(
              CommonSettings.withPort(5002),
              StandbyReadSettings.ALL,
              AuthSettings.ALL,
              AccessSettings.ALL,
              WebhookSettings.ALL,
              List.of(DEFAULT_LIMIT, COALESCING, EngineSetting.ENGINE, POLICY, RETENTION),
              LiveSettings.ALL,
              WebSettings.ALL,
              ErasureSettings.ALL)
          .flatMap(List::stream)
          .toList();

  private ScoresApplication() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    program(environment).run(arguments, environment);
  }

  static Program program(Map<String, String> environment) {
    ServiceDefinition service = new ServiceDefinition(SETTINGS, EngineSetting::check);
    return new Program(
        "scores",
        service,
        DemoScores::seed,
        new FakeCommand(),
        new EraseUser(service, environment),
        new RebuildReports(environment),
        new Distribute(environment));
  }

  private static Map<String, Object> retention(String value) {
    if (value.isEmpty()) {
      return Map.of();
    }
    if (!DAYS.matcher(value).matches()) {
      throw new IllegalArgumentException("not a number of days");
    }
    return Map.of("scores.events.retention", Durations.parse(value));
  }
}
