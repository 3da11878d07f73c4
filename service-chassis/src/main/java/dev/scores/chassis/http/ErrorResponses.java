package dev.scores.chassis.http;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.logging.LogThrottle;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where whatever goes wrong becomes an answer, and where faults are logged, once. */
@Controller
final class ErrorResponses {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

  private final List<ExceptionMapper> readings;
  private final ErrorWriter writer;
  private final DatabaseLog database;
  private final LogThrottle throttle = new LogThrottle();

  ErrorResponses(List<ExceptionMapper> ofTheService, ErrorWriter writer, DatabaseLog database) {
    this.database = database;
    this.readings =
        Stream.concat(ofTheService.stream(), Stream.of(new FrameworkExceptionMapper())).toList();
    this.writer = writer;
  }

  @Error(global = true)
  HttpResponse<?> answer(HttpRequest<?> request, Throwable fault) {
    ApiException refusal = refusalFor(request, fault);
    if (refusal.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("{} {} failed", request.getMethodName(), request.getPath(), fault);
    } else if (refusal.getCause() != null) {
      log(request, refusal, refusal.getCause());
    }
    return writer.write(request, HttpResponse.status(refusal.status()), refusal);
  }

  /** An outage brings a line for its first request, not one for each. */
  private void log(HttpRequest<?> request, ApiException refusal, Throwable cause) {
    String operation = request.getMethodName() + " " + request.getPath();
    if (!database.operationFailed(operation, cause)) {
      throttle
          .permit(cause.getClass().getName())
          .ifPresent(
              omitted ->
                  LOG.warn(
                      "{}: {}; during {}{}",
                      refusal.code(),
                      cause.toString(),
                      operation,
                      LogThrottle.suffix(omitted)));
    }
  }

  private ApiException refusalFor(HttpRequest<?> request, Throwable fault) {
    Throwable told = unwrapped(fault);
    return readings.stream()
        .map(reading -> reading.read(request, told))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(FrameworkExceptionMapper::internal);
  }

  /** What a converter or a reader of ours threw, the framework wraps. */
  private static Throwable unwrapped(Throwable fault) {
    return fault instanceof ConversionErrorException conversion
            && (conversion.getCause() instanceof ApiException
                || conversion.getCause() instanceof InvalidIdException)
        ? conversion.getCause()
        : fault;
  }

  /** What the server refuses before there is a route: a request line that cannot be read, say. */
  @Singleton
  @Replaces(ErrorResponseProcessor.class)
  static final class BeforeRouting implements ErrorResponseProcessor<Object> {

    private final ErrorWriter writer;

    BeforeRouting(ErrorWriter writer) {
      this.writer = writer;
    }

    @Override
    @SuppressWarnings("unchecked")
    public MutableHttpResponse<Object> processResponse(
        ErrorContext context, MutableHttpResponse<?> response) {
      HttpRequest<?> request = context.getRequest();
      ApiException refusal = refusal(request, response.status());
      if (isUndecodable(request)) {
        // No filter sees such a request, so RequestIds does not either.
        String id = RequestIds.from(request.getHeaders().get(RequestIds.HEADER));
        response.header(RequestIds.HEADER, id);
      }
      return (MutableHttpResponse<Object>)
          writer.write(request, response.status(refusal.status()), refusal);
    }

    private static boolean isUndecodable(HttpRequest<?> request) {
      return request instanceof NettyHttpRequest<?> read
          && read.getNativeRequest().decoderResult().isFailure();
    }

    /** The framework takes whatever is too long for a payload. */
    private static ApiException refusal(HttpRequest<?> request, HttpStatus decided) {
      if (request instanceof NettyHttpRequest<?> read) {
        Throwable fault = read.getNativeRequest().decoderResult().cause();
        if (fault instanceof ApiException invalid) {
          return invalid;
        }
        if (fault instanceof TooLongHttpLineException) {
          return FrameworkExceptionMapper.of(HttpStatus.REQUEST_URI_TOO_LONG);
        }
        if (fault instanceof TooLongHttpHeaderException) {
          return FrameworkExceptionMapper.of(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);
        }
      }
      return FrameworkExceptionMapper.of(decided);
    }
  }
}
