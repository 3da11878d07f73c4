package dev.scores.app.web;

import dev.scores.chassis.logging.DependencyLog;
import dev.scores.chassis.logging.RootCause;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the catalogue of exercises in the background every minute. After a failure the last
 * catalogue stays in use; the log has one line when downloads begin to fail and one when they work
 * again.
 */
@Singleton
@Requires(property = WebSettings.ENABLED, value = "true")
@Requires(property = WebSettings.CATALOGUE_ADDRESS)
final class CatalogueDownload implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueDownload.class);

  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(Redirect.NORMAL)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final ExerciseTitles titles;
  private final HttpRequest request;
  private final Duration timeout;
  private final DependencyLog log;

  CatalogueDownload(ExerciseTitles titles, WebProperties properties) {
    URI address = URI.create(properties.catalogueAddress());
    this.titles = titles;
    this.timeout = properties.catalogueTimeout();
    this.request =
        HttpRequest.newBuilder(address)
            .header("Accept", "application/json")
            .header("User-Agent", "scores")
            .build();
    this.log =
        new DependencyLog(
            LOG,
            "EXERCISE_CATALOGUE at %s://%s%s"
                .formatted(address.getScheme(), address.getRawAuthority(), address.getRawPath()));
  }

  @Scheduled(fixedDelay = "${web.catalogue-interval}")
  void refresh() throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), ExerciseCatalogue.MAX_BYTES));
    try {
      titles.replace(catalogue(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS)));
      log.succeeded();
    } catch (MalformedCatalogueException malformed) {
      failed("cannot be used: " + malformed.getMessage());
    } catch (TimeoutException late) {
      failed("did not respond within " + timeout.toSeconds() + " s");
    } catch (ExecutionException fault) {
      failed("cannot be read: " + RootCause.describe(fault));
    } finally {
      response.cancel(true); // Without effect on a response that is complete.
    }
  }

  private static ExerciseCatalogue catalogue(HttpResponse<byte[]> response)
      throws MalformedCatalogueException {
    if (response.statusCode() != 200) {
      throw new MalformedCatalogueException("status " + response.statusCode());
    }
    return ExerciseCatalogue.parse(response.body());
  }

  private void failed(String problem) {
    if (!log.isFailing()) {
      log.failed(problem, problem);
    }
  }

  @Override
  @PreDestroy
  public void close() {
    http.shutdownNow();
  }
}
