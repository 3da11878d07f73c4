package dev.scores.app.http;

import static dev.scores.app.auth.AuthenticatedCaller.currentUser;

import dev.scores.api.StatisticsApi;
import dev.scores.api.model.ExerciseStatistics;
import dev.scores.api.model.ExerciseStatisticsFound;
import dev.scores.api.model.Leaderboard;
import dev.scores.api.model.LeaderboardFound;
import dev.scores.api.model.Rank;
import dev.scores.api.model.RankFound;
import dev.scores.api.model.StatisticsFound;
import dev.scores.api.model.Success;
import dev.scores.api.model.UserStatistics;
import dev.scores.api.model.UserStatisticsFound;
import dev.scores.app.access.RequiresAccess;
import dev.scores.app.access.ScoreAccessRule;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.Dated;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Reports;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.Standing;
import dev.scores.domain.Statistics;
import dev.scores.domain.UserId;
import dev.scores.domain.Visibility;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statistics and rankings. Runs on virtual threads, because the database blocks. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatisticsController implements StatisticsApi {

  private static final int DEFAULT_LEADERBOARD = 10;

  private final Reports reports;
  private final ScoreAccessRule access;

  StatisticsController(Reports reports, ScoreAccessRule access) {
    this.reports = reports;
    this.access = access;
  }

  @Override
  @RequiresAccess(ScoreAction.READ_ALL)
  public HttpResponse<StatisticsFound> getStatistics() {
    Dated<Statistics> dated = standby().read(reports::datedStatistics);
    Statistics s = dated.report();
    dev.scores.api.model.Statistics model =
        new dev.scores.api.model.Statistics(
            s.attempted(), s.correct(), ratio(s), last(s), s.solved(), s.attempts(), median(s));
    model.setAsOf(asOf(dated));
    return HttpResponse.ok(new StatisticsFound(Success.SUCCESS, model));
  }

  @Override
  @RequiresAccess(ScoreAction.READ_OWN)
  public HttpResponse<UserStatisticsFound> getOwnStatistics() {
    UserId caller = currentUser();
    Statistics s = reports.of(caller);
    return HttpResponse.ok(
        new UserStatisticsFound(
            Success.SUCCESS,
            new UserStatistics(
                (long) caller.value(),
                s.attempted(),
                s.correct(),
                ratio(s),
                last(s),
                s.solved(),
                s.attempts(),
                median(s))));
  }

  @Override
  @RequiresAccess(ScoreAction.READ_ALL)
  public HttpResponse<ExerciseStatisticsFound> getExerciseStatistics(Long exerciseId) {
    ExerciseId exercise = ExerciseId.of(exerciseId).orElseThrow(ScoreErrors::notFound);
    Dated<Statistics> dated = standby().read(() -> reports.datedStatistics(exercise));
    Statistics s = dated.report();
    ExerciseStatistics model =
        new ExerciseStatistics(
            (long) exercise.value(),
            s.attempted(),
            s.correct(),
            ratio(s),
            last(s),
            s.solved(),
            s.attempts(),
            median(s));
    model.setAsOf(asOf(dated));
    return HttpResponse.ok(new ExerciseStatisticsFound(Success.SUCCESS, model));
  }

  @Override
  @RequiresAccess(ScoreAction.READ_RANKING)
  public HttpResponse<LeaderboardFound> getLeaderboard(@Nullable Long limit) {
    // Parsed here: the framework coerces malformed values.
    QueryParameters parameters =
        new QueryParameters(ServerRequestContext.currentRequest().orElseThrow());
    int size = parameters.number("limit", Reports.MAX_LEADERBOARD).orElse(DEFAULT_LEADERBOARD);
    parameters.throwIfInvalid();
    Visibility visible = access.visibility();
    Dated<List<Standing>> dated = standby().read(() -> reports.datedLeaderboard(size));
    Leaderboard model =
        new Leaderboard(
            visible.ordered(dated.report()).stream()
                .map(standing -> toModel(standing, visible))
                .toList());
    model.setAsOf(asOf(dated));
    return HttpResponse.ok(new LeaderboardFound(Success.SUCCESS, model));
  }

  @Override
  @RequiresAccess(ScoreAction.READ_OWN)
  public HttpResponse<RankFound> getOwnRank() {
    UserId caller = currentUser();
    Dated<Optional<Standing>> dated = reports.datedStanding(caller);
    Rank model =
        dated
            .report()
            .map(
                found ->
                    new Rank(
                        found.rank(), (long) caller.value(), found.correct(), lastSolved(found)))
            .orElseGet(() -> new Rank(null, (long) caller.value(), 0L, null));
    model.setAsOf(asOf(dated));
    return HttpResponse.ok(new RankFound(Success.SUCCESS, model));
  }

  private static dev.scores.api.model.Standing toModel(Standing standing, Visibility visible) {
    return new dev.scores.api.model.Standing(
        standing.rank(),
        visible.includes(standing.user()) ? Long.valueOf(standing.user().value()) : null,
        standing.correct(),
        lastSolved(standing));
  }

  private static @Nullable String asOf(Dated<?> report) {
    return report.asOf().map(ChangeCursors::text).orElse(null);
  }

  private static StandbyAccess standby() {
    return StandbyAccess.of(ServerRequestContext.currentRequest().orElseThrow());
  }

  private static @Nullable Double ratio(Statistics statistics) {
    return statistics.attempted() == 0 ? null : statistics.correctRatio().getAsDouble();
  }

  private static @Nullable OffsetDateTime last(Statistics statistics) {
    return statistics.lastUpdatedAt().map(ScoreMapper::time).orElse(null);
  }

  private static @Nullable Double median(Statistics statistics) {
    return statistics.solved() == 0 ? null : statistics.medianAttemptsToSolve().getAsDouble();
  }

  private static @Nullable OffsetDateTime lastSolved(Standing standing) {
    return standing.lastSolvedAt().map(ScoreMapper::time).orElse(null);
  }
}
