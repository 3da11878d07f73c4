package dev.scores.app.http;

import static dev.scores.app.auth.AuthenticatedCaller.currentUser;

import dev.scores.api.BatchesApi;
import dev.scores.api.model.BatchWritten;
import dev.scores.api.model.ScoreBatch;
import dev.scores.domain.Batch;
import dev.scores.domain.Writer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** The batch upsert. Runs on virtual threads, because the database blocks. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class BatchesController implements BatchesApi {

  private final IdempotentRequests idempotent;

  BatchesController(IdempotentRequests idempotent) {
    this.idempotent = idempotent;
  }

  @Override
  public HttpResponse<BatchWritten> upsertScores(
      ScoreBatch payload, @Nullable String idempotencyKey) {
    Batch batch =
        Batch.of(currentUser(), payload.getScores().stream().map(ScoreMapper::draft).toList());
    return idempotent.respond(
        "upsertScores",
        idempotencyKey,
        payload,
        BatchWritten.class,
        scores -> HttpResponse.ok(ScoreMapper.batch(scores.upsert(batch, new Writer.Owner()))));
  }
}
