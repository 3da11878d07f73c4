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

/** Converts every exception to an error response and logs unexpected ones, once. */
@Controller
final class ErrorResponses {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

  private final List<ExceptionMapper> mappers;
  private final ErrorWriter writer;
  private final DatabaseLog database;
  private final LogThrottle throttle = new LogThrottle();

  ErrorResponses(List<ExceptionMapper> serviceMappers, ErrorWriter writer, DatabaseLog database) {
    this.database = database;
    this.mappers =
        Stream.concat(serviceMappers.stream(), Stream.of(new FrameworkExceptionMapper())).toList();
    this.writer = writer;
  }

  @Error(global = true)
  HttpResponse<?> respond(HttpRequest<?> request, Throwable fault) {
    ApiException error = toApiException(request, fault);
    if (error.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("{} {} failed", request.getMethodName(), request.getPath(), fault);
    } else if (error.getCause() != null) {
      log(request, error, error.getCause());
    }
    return writer.write(request, HttpResponse.status(error.status()), error);
  }

  /** Rate-limited, so that an outage does not log a line for each request. */
  private void log(HttpRequest<?> request, ApiException error, Throwable cause) {
    String operation = request.getMethodName() + " " + request.getPath();
    if (!database.operationFailed(operation, cause)) {
      throttle
          .permit(cause.getClass().getName())
          .ifPresent(
              omitted ->
                  LOG.warn(
                      "{}: {}; during {}{}",
                      error.code(),
                      cause.toString(),
                      operation,
                      LogThrottle.suffix(omitted)));
    }
  }

  private ApiException toApiException(HttpRequest<?> request, Throwable fault) {
    Throwable exception = unwrapped(fault);
    return mappers.stream()
        .map(mapper -> mapper.map(request, exception))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(FrameworkExceptionMapper::internal);
  }

  /** Unwraps an exception of our converters and readers, which the framework has wrapped. */
  private static Throwable unwrapped(Throwable fault) {
    return fault instanceof ConversionErrorException conversion
            && (conversion.getCause() instanceof ApiException
                || conversion.getCause() instanceof InvalidIdException)
        ? conversion.getCause()
        : fault;
  }

  /**
   * Responses to requests that the server rejects before routing, such as a malformed request line.
   */
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
      ApiException error = exceptionFor(request, response.status());
      if (isUndecodable(request)) {
        // No filter runs for such a request, so RequestIds has not set its id.
        String id = RequestIds.from(request.getHeaders().get(RequestIds.HEADER));
        response.header(RequestIds.HEADER, id);
      }
      return (MutableHttpResponse<Object>)
          writer.write(request, response.status(error.status()), error);
    }

    private static boolean isUndecodable(HttpRequest<?> request) {
      return request instanceof NettyHttpRequest<?> netty
          && netty.getNativeRequest().decoderResult().isFailure();
    }

    /** The framework reports a request line or header that is too long as a payload that is. */
    private static ApiException exceptionFor(HttpRequest<?> request, HttpStatus status) {
      if (request instanceof NettyHttpRequest<?> netty) {
        Throwable fault = netty.getNativeRequest().decoderResult().cause();
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
      return FrameworkExceptionMapper.of(status);
    }
  }
}
