package dev.scores.app.http;

import dev.scores.api.BatchesApi;
import dev.scores.api.model.BatchItem;
import dev.scores.api.model.BatchWritten;
import dev.scores.api.model.ScoreBatch;
import dev.scores.app.access.AccessErrors;
import dev.scores.app.access.RequiresAccess;
import dev.scores.app.access.ScoreAccessRule;
import dev.scores.app.auth.AuthenticatedCaller;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.domain.Batch;
import dev.scores.domain.Principal;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.UserId;
import dev.scores.domain.Writer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The batch upsert. Runs on virtual threads, because the database blocks. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class BatchesController implements BatchesApi {

  private final IdempotentRequests idempotent;
  private final ScoreAccessRule access;

  BatchesController(IdempotentRequests idempotent, ScoreAccessRule access) {
    this.idempotent = idempotent;
    this.access = access;
  }

  @Override
  @RequiresAccess(ScoreAction.WRITE_MANY)
  public HttpResponse<BatchWritten> upsertScores(
      ScoreBatch payload, @Nullable String idempotencyKey) {
    Principal caller = AuthenticatedCaller.current();
    Batch batch = new Batch(entries(payload, caller));
    boolean isForOthers = batch.entries().stream().anyMatch(entry -> isForAnother(entry, caller));
    if (isForOthers && !access.permits(ScoreAction.WRITE_ANY, caller)) {
      throw AccessErrors.notPermitted();
    }
    Writer writer = isForOthers ? caller.asGrader() : new Writer.Owner();
    return idempotent.respond(
        "upsertScores",
        idempotencyKey,
        payload,
        BatchWritten.class,
        scores -> HttpResponse.ok(ScoreMapper.batch(scores.upsert(batch, writer))));
  }

  private static boolean isForAnother(Batch.Entry entry, Principal caller) {
    return caller.asWriterFor(entry.user()) instanceof Writer.Grader;
  }

  /** An item without a user is the caller's. */
  private static List<Batch.Entry> entries(ScoreBatch payload, Principal caller) {
    List<Batch.Entry> entries = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    List<BatchItem> items = payload.getScores();
    for (int i = 0; i < items.size(); i++) {
      BatchItem item = items.get(i);
      Optional<UserId> user = user(item).or(caller::user);
      if (user.isPresent()) {
        entries.add(new Batch.Entry(user.get(), ScoreMapper.draft(item)));
      } else {
        errors.add(
            new FieldError("/scores/" + i + "/user_id", "required property 'user_id' not found"));
      }
    }
    if (!errors.isEmpty()) {
      throw ApiException.invalidPayload(errors);
    }
    return entries;
  }

  private static Optional<UserId> user(BatchItem item) {
    return Optional.ofNullable(item.getUserId()).map(id -> new UserId(Math.toIntExact(id)));
  }
}
