package dev.scores.chassis.http;

import dev.scores.chassis.api.model.Basket;
import dev.scores.chassis.api.model.Crate;
import dev.scores.chassis.api.model.Parcel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;

/** The routes of a service that exists only in these tests. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Consumes(MediaType.ALL)
@Produces({MediaType.APPLICATION_JSON, MediaType.ALL})
final class BasketsController {

  private final AtomicLong added = new AtomicLong();

  /** The number of payloads that reached a route. */
  long added() {
    return added.get();
  }

  @Post("/baskets")
  Basket add(@Body Basket payload) {
    added.incrementAndGet();
    return payload;
  }

  /** Echoes the payload while it arrives. */
  @Post("/echo")
  @Produces(MediaType.TEXT_PLAIN)
  Publisher<byte[]> echo(@Body Publisher<byte[]> payload) {
    return payload;
  }

  @Post("/parcels")
  Parcel send(@Body Parcel payload) {
    return payload;
  }

  @Post("/crates")
  Crate send(@Body Crate payload) {
    return payload;
  }

  @Post("/notes")
  Map<String, String> note(@Body Map<String, String> payload) {
    return payload;
  }

  @Get("/baskets/{id}")
  Map<String, Long> get(@PathVariable Long id) {
    return Map.of("id", id);
  }

  @Put("/baskets/{id}")
  Map<String, Long> replace(@PathVariable Long id) {
    return Map.of("id", id);
  }

  @Put("/baskets/{id}/items")
  Map<String, Long> fill(@PathVariable @UnknownIfMalformed Long id) {
    return Map.of("id", id);
  }

  @Get("/texts/{text}")
  List<String> text(@PathVariable String text) {
    return List.of(text);
  }

  @Get("/html")
  HttpResponse<String> html(HttpRequest<?> request) {
    return HttpResponse.ok("<p>")
        .contentType(MediaType.TEXT_HTML_TYPE)
        .header("X-Only-Headers", String.valueOf(OriginalRequest.of(request).isHead()));
  }

  @Get("/nothing")
  HttpResponse<?> nothing() {
    return HttpResponse.noContent();
  }

  /** Fails. A number is a status that the framework maps. */
  @Get(uris = {"/faults/{name}", "/legacy/faults/{name}"})
  @SuppressWarnings("DoNotCallSuggester")
  String fault(@PathVariable String name) throws Exception {
    throw switch (name) {
      case "connect" -> new ConnectException("Connection refused");
      case "reset" -> new SocketException("Connection reset");
      case "unknown" -> new IllegalStateException("insides");
      case "store-unavailable" -> new BasketFaults.StoreUnavailable();
      case "rejection" -> basketFull();
      default -> new HttpStatusException(HttpStatus.valueOf(Integer.parseInt(name)), "insides");
    };
  }

  private static ApiException basketFull() {
    return ApiException.of(HttpStatus.CONFLICT, "basket_full", "The basket is full.")
        .with(List.of(new FieldError("/items", "too many"), new FieldError("", "too heavy")))
        .withHeader("X-One", "1")
        .withHeader("X-Two", "2");
  }
}
