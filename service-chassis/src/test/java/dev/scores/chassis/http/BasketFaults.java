package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Maps the exceptions of the baskets service. */
@Singleton
final class BasketFaults implements ExceptionMapper {

  /** The store of baskets is unavailable. */
  static final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailable() {
      super("the store is unavailable");
    }
  }

  @Override
  public Optional<ApiException> map(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case InvalidIdException id ->
          Optional.of(
              ApiException.of(HttpStatus.NOT_FOUND, "no_basket", "Basket does not exist")
                  .withHeader("X-Method", request.getMethodName()));
      case StoreUnavailable unavailable -> Optional.of(ApiException.unavailable(unavailable));
      default -> Optional.empty();
    };
  }
}
