package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Maps the exceptions of the baskets service. */
@Singleton
final class BasketFaults implements ExceptionMapper {

  /** The store of baskets is unavailable. */
  static final class StoreAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreAway() {
      super("the store is away");
    }
  }

  @Override
  public Optional<ApiException> map(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case InvalidIdException id ->
          Optional.of(
              ApiException.of(HttpStatus.NOT_FOUND, "no_basket", "Basket does not exist")
                  .withHeader("X-Method", request.getMethodName()));
      case StoreAway away -> Optional.of(ApiException.unavailable(away));
      default -> Optional.empty();
    };
  }
}
