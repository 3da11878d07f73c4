package dev.scores.app.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.scores.app.access.AccessSettings;
import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.logging.LogThrottle;
import dev.scores.chassis.pages.StaticResource;
import dev.scores.domain.Board;
import dev.scores.domain.Boards;
import dev.scores.domain.ReadAccess;
import dev.scores.domain.StaleReads;
import dev.scores.web.WebApp;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The document with the first page of the board, if everyone may read scores. Simultaneous requests
 * share a query; its result is used for {@link WebProperties#boardAge}. Waits for it at most {@link
 * WebProperties#boardTimeout}. Thread-safe.
 */
@Singleton
@Requires(property = WebSettings.ENABLED, value = "true")
final class FirstPage {

  private static final Logger LOG = LoggerFactory.getLogger(FirstPage.class);

  private static final int LEARNERS = 25;

  /** The only key of the cache. */
  private static final String BOARD = "board";

  private final Boards boards;
  private final WebDocument document;
  private final DatabaseLog log;
  private final LogThrottle throttle = new LogThrottle();
  private final boolean isPublic;
  private final Duration timeout;

  /** The documents by language; empty, and not kept, if the query failed. */
  private final AsyncCache<String, Optional<Map<String, StaticResource>>> cache;

  FirstPage(
      Boards boards,
      WebDocument document,
      DatabaseLog log,
      AccessSettings access,
      WebProperties properties,
      @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
    this.boards = boards;
    this.document = document;
    this.log = log;
    this.isPublic = access.reads() == ReadAccess.PUBLIC;
    this.timeout = properties.boardTimeout();
    this.cache =
        Caffeine.newBuilder()
            .executor(executor)
            .expireAfter(
                Expiry.creating(
                    (String key, Optional<Map<String, StaticResource>> found) ->
                        found.isPresent() ? properties.boardAge() : Duration.ZERO))
            .buildAsync();
  }

  /** The document in a language of {@link WebApp#LANGUAGES}; empty if there is no board now. */
  Optional<StaticResource> in(String language) {
    if (!isPublic) {
      return Optional.empty();
    }
    return cache
        .get(BOARD, (key, executor) -> CompletableFuture.supplyAsync(this::read, executor))
        .copy() // A timeout of one request must not end the query for the others.
        .completeOnTimeout(Optional.empty(), timeout.toMillis(), TimeUnit.MILLISECONDS)
        .join()
        .map(documents -> documents.get(language));
  }

  private Optional<Map<String, StaticResource>> read() {
    try {
      Board board = StaleReads.allow(() -> boards.first(LEARNERS));
      return Optional.of(
          WebApp.LANGUAGES.stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Function.identity(), language -> document.withBoard(board, language))));
    } catch (RuntimeException fault) {
      if (!log.operationFailed("the board of the web app", fault)) {
        throttle
            .permit(fault.getClass().getName())
            .ifPresent(
                omitted ->
                    LOG.warn(
                        "the web app has no first page of the board: {}{}",
                        fault.toString(),
                        LogThrottle.suffix(omitted)));
      }
      return Optional.empty();
    }
  }
}
