package dev.scores.peers;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Vert.x service with four routes of the scores service: the same statements and JSON, and a cache
 * of token owners. Reads the environment variables PORT, DATABASE_URL, USERS_SERVICE_URL and
 * PIPELINING, the number of concurrent statements on a connection.
 */
public final class VertxScores extends VerticleBase {

  private static final String COLUMNS =
      "id, user_id, exercise_id, correct, created_at, updated_at, version, attempts, solved_at,"
          + " solved_attempts";
  private static final String SELECT = "select " + COLUMNS + " from scores where id = $1";
  private static final String INSERT =
      """
      with sent as (
        select cast($1 as integer) as user_id, cast($2 as integer) as exercise_id,
          cast($3 as boolean) as correct, cast($4 as timestamptz) as updated_at),
      written as (
        insert into scores
          (user_id, exercise_id, correct, created_at, updated_at, verdict, solved_at,
            solved_attempts)
        select user_id, exercise_id, correct, updated_at, updated_at, correct,
          case when correct then updated_at end, case when correct then 1 end
        from sent
        on conflict (user_id, exercise_id) do\
      """;
  private static final String LOGGED =
      """
       returning *),
      logged as (
        insert into score_events
          (transaction, type, verdict, correct, user_id, exercise_id, version, score_id, attempts,
            created_at, at, solved_at, solved_attempts)
        select changed_in, case version when 1 then 'a' else 'u' end, verdict, correct, user_id,
          exercise_id, version, id, attempts, created_at, updated_at, solved_at, solved_attempts
        from written)
      select\
      """
          + " "
          + COLUMNS
          + " from written";
  private static final String ADD = INSERT + " nothing" + LOGGED;
  private static final String UPSERT =
      INSERT
          + """
             update
            set correct = excluded.correct, verdict = excluded.correct,
              updated_at = greatest(scores.updated_at, excluded.updated_at),
              version = case scores.version when 2147483647 then 2 else scores.version + 1 end,
              changed_in = greatest(scores.changed_in, pg_current_xact_id()),
              attempts = greatest(scores.attempts, 1) + 1,
              solved_at = coalesce(
                scores.solved_at,
                case when scores.correct then scores.updated_at
                  when excluded.correct then greatest(scores.updated_at, excluded.updated_at) end),
              solved_attempts = coalesce(
                scores.solved_attempts,
                case when scores.correct then 1
                  when excluded.correct then greatest(scores.attempts, 1) + 1 end)\
            """
          + LOGGED;
  private static final String JSON = "application/json";

  private final Pool database;
  private final Map<String, Integer> owners;
  private WebClient users;

  private VertxScores(Pool database, Map<String, Integer> owners) {
    this.database = database;
    this.owners = owners;
  }

  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    PgConnectOptions address =
        PgConnectOptions.fromUri(System.getenv("DATABASE_URL"))
            .setCachePreparedStatements(true)
            .setPipeliningLimit(Integer.parseInt(System.getenv().getOrDefault("PIPELINING", "1")));
    Pool database =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(16))
            .connectingTo(address)
            .using(vertx)
            .build();
    Map<String, Integer> owners = new ConcurrentHashMap<>();
    vertx
        .deployVerticle(
            () -> new VertxScores(database, owners),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .await();
  }

  @Override
  public Future<?> start() {
    users = WebClient.create(vertx);
    Router router = Router.router(vertx);
    router
        .get("/ping")
        .handler(
            context ->
                respond(
                    context, 200, new JsonObject().put("status", "success").put("message", "pong!")));
    router.get("/scores/:id").handler(this::getScore);
    router.post("/scores").handler(BodyHandler.create(false)).handler(this::addScore);
    router.patch("/scores").handler(BodyHandler.create(false)).handler(this::upsertScore);
    return vertx
        .createHttpServer(new HttpServerOptions())
        .requestHandler(router)
        .listen(Integer.parseInt(System.getenv("PORT")), "127.0.0.1");
  }

  private void getScore(RoutingContext context) {
    long id = Long.parseLong(context.pathParam("id"));
    database
        .preparedQuery(SELECT)
        .execute(Tuple.of(id))
        .onFailure(context::fail)
        .onSuccess(
            rows -> {
              if (rows.size() == 0) {
                context.fail(404);
              } else {
                respond(
                    context,
                    200,
                    new JsonObject().put("status", "success").put("data", json(only(rows))));
              }
            });
  }

  private void addScore(RoutingContext context) {
    write(context, ADD);
  }

  private void upsertScore(RoutingContext context) {
    write(context, UPSERT);
  }

  private void write(RoutingContext context, String statement) {
    JsonObject payload = context.body().asJsonObject();
    Tuple draft = Tuple.tuple();
    owner(context.request().getHeader(HttpHeaders.AUTHORIZATION))
        .compose(
            user ->
                database
                    .preparedQuery(statement)
                    .execute(
                        draft
                            .addInteger(user)
                            .addInteger(payload.getInteger("exercise_id"))
                            .addBoolean(payload.getBoolean("correct"))
                            .addOffsetDateTime(OffsetDateTime.now(ZoneOffset.UTC))))
        .onFailure(context::fail)
        .onSuccess(
            rows -> {
              if (rows.size() == 0) {
                context.fail(400);
                return;
              }
              Row row = only(rows);
              boolean added = row.getInteger(6) == 1;
              respond(
                  context,
                  added ? 201 : 200,
                  new JsonObject()
                      .put("status", "success")
                      .put("message", added ? "New score was added!" : "Score was updated!")
                      .put("data", json(row)));
            });
  }

  private Future<Integer> owner(String authorization) {
    Integer known = owners.get(authorization);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    return users
        .getAbs(System.getenv("USERS_SERVICE_URL") + "/auth/status")
        .putHeader("Authorization", authorization)
        .send()
        .map(
            response -> {
              int user = response.bodyAsJsonObject().getJsonObject("data").getInteger("id");
              owners.put(authorization, user);
              return user;
            });
  }

  private static Row only(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  private static JsonObject json(Row row) {
    return new JsonObject()
        .put("id", row.getLong(0))
        .put("user_id", row.getInteger(1))
        .put("exercise_id", row.getInteger(2))
        .put("correct", row.getBoolean(3))
        .put("created_at", row.getOffsetDateTime(4).toString())
        .put("updated_at", row.getOffsetDateTime(5).toString())
        .put("attempts", row.getLong(7))
        .put("solved_at", row.getOffsetDateTime(8) == null ? null : row.getOffsetDateTime(8).toString())
        .put("attempts_to_solve", row.getLong(9));
  }

  private static void respond(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .end(body.toBuffer());
  }
}
