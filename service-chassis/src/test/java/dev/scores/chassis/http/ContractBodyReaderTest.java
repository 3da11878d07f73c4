package dev.scores.chassis.http;

import static dev.scores.chassis.http.BasketsService.JSON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.api.model.Basket;
import dev.scores.chassis.api.model.Item;
import dev.scores.chassis.http.BasketsService.Response;
import io.micronaut.buffer.netty.NettyByteBufferFactory;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.simple.SimpleHttpHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads over HTTP: parsed and validated by the contract, or rejected with the reasons. */
class ContractBodyReaderTest {

  private static final int LIMIT = 131_072;
  private static final String BASKET = "{\"items\":[{\"name\":\"a\",\"amount\":1}]}";
  private static final String UNSUPPORTED =
      "{\"status\":\"fail\",\"message\":\"The payload must be application/json.\","
          + "\"code\":\"unsupported_media_type\"}";
  private static final Argument<Basket> TYPE = Argument.of(Basket.class);
  private static final Headers HEADERS = new SimpleHttpHeaders(ConversionService.SHARED);

  private static BasketsService service;

  @BeforeAll
  static void start() {
    service = new BasketsService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void unknownMembersAreIgnored() {
    service.post(BASKET).is(200, BASKET);
    service
        .post(
            "{\"note\":\"\u00e4\",\"x\":{\"a\":[1e400]},\"items\":[{\"gift\":true,\"amount\":"
                + "2147483647,\"name\":\"b\",\"y\":null}]}")
        .is(
            200,
            "{\"items\":[{\"name\":\"b\",\"amount\":2147483647,\"gift\":true}],\"note\":\"\u00e4\"}");
  }

  @Test
  void errorsHavePointers() {
    service
        .post("{\"items\":[{\"name\":\"a\",\"amount\":1},{\"amount\":\"1\"}]}")
        .is(
            400,
            invalid(
                "{\"pointer\":\"/items/1/amount\",\"message\":\"string found, integer expected\"},"
                    + "{\"pointer\":\"/items/1/name\","
                    + "\"message\":\"required property 'name' not found\"}"));
    service
        .post("[]")
        .is(400, invalid("{\"pointer\":\"\",\"message\":\"array found, object expected\"}"));
  }

  /** A leak would exhaust the memory after some hundred thousand requests. */
  @Test
  void payloadBufferIsReleased() {
    assertEquals(0, buffersLeft(BASKET));
    assertEquals(1, buffersLeft("{}"));
    assertEquals(1, buffersLeft("{"));
  }

  private static int buffersLeft(String payload) {
    ByteBuf bytes = Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8);
    try {
      ContractBodyReaderTest.<Basket>reader()
          .read(
              TYPE,
              MediaType.APPLICATION_JSON_TYPE,
              HEADERS,
              NettyByteBufferFactory.DEFAULT.wrap(bytes));
    } catch (ApiException rejected) {
      return bytes.refCnt();
    }
    return bytes.refCnt();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{} {}", "{\"items\":[],\"items\":[]}", "{\"items\":NaN}"})
  void malformedJsonIsInvalid(String payload) {
    Response response = service.post(payload);
    assertEquals(400, response.status());
    assertTrue(response.body().contains("malformed JSON"), response.body());
  }

  @Test
  void emptyPayloadIsInvalidForAnyMediaType() {
    String needed = invalid("{\"pointer\":\"\",\"message\":\"request body is required\"}");
    service.post("").is(400, needed);
    service.post(" \n").is(400, needed);
    service.send("POST", "/baskets", new byte[0]).is(400, needed);
    service.send("POST", "/baskets", new byte[0], "Content-Type: text/plain").is(400, needed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/json;a=b;;"
      })
  void jsonMediaTypeHasParametersAndAnyCase(String mediaType) {
    send("Content-Type: " + mediaType).is(200, BASKET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "text/json",
        "application/*",
        "*/*",
        "json",
        "application/jsonp",
        "application/problem+json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x"
      })
  void otherMediaTypesReturn415(String mediaType) {
    send("Content-Type: " + mediaType).is(415, UNSUPPORTED);
  }

  @Test
  void missingMediaTypeReturns415() {
    send().is(415, UNSUPPORTED);
  }

  @Test
  void payloadLargerThanTheLimitReturns413() {
    String largest = BASKET + " ".repeat(LIMIT - BASKET.length());
    service.post(largest).is(200, BASKET);
    String tooLarge =
        "{\"status\":\"fail\",\"message\":\"The payload is larger than 131072 bytes.\","
            + "\"code\":\"payload_too_large\"}";
    service.post(largest + " ").is(413, tooLarge);
    // In chunks, without a Content-Length.
    String chunk = "%x\r\n%s ".formatted(LIMIT + 1, largest);
    Response.of(
            service.exchange(
                "POST /baskets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + JSON
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n",
                chunk.getBytes(StandardCharsets.UTF_8)))
        .is(413, tooLarge);
  }

  @RepeatedTest(20)
  void clientThatStillSendsGetsTheRejection() {
    assertEquals(413, service.post(BASKET + " ".repeat(20 * LIMIT)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/parcels", "/crates"})
  void modelUnknownToTheContractReturns500(String path) {
    byte[] payload = "{\"size\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    assertEquals(500, service.send("POST", path, payload, JSON).status());
  }

  @Test
  void readerHandlesOnlyContractModels() {
    assertTrue(isReadable(Basket.class, MediaType.TEXT_PLAIN_TYPE));
    assertTrue(isReadable(Basket.class, null));
    assertFalse(isReadable(String.class, MediaType.APPLICATION_JSON_TYPE));
    assertFalse(isReadable(ErrorEnvelope.class, MediaType.APPLICATION_JSON_TYPE));
  }

  @Test
  void streamIsReadLikeABuffer() {
    InputStream stream = new ByteArrayInputStream(BASKET.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        new Basket(List.of(new Item("a", 1, null, null)), null),
        ContractBodyReaderTest.<Basket>reader()
            .read(TYPE, MediaType.APPLICATION_JSON_TYPE, HEADERS, stream));
  }

  @Test
  void emptyStreamIsInvalidForAnyMediaType() {
    ApiException rejection =
        assertThrows(
            ApiException.class,
            () ->
                ContractBodyReaderTest.<Basket>reader()
                    .read(
                        TYPE,
                        MediaType.TEXT_PLAIN_TYPE,
                        HEADERS,
                        new ByteArrayInputStream(new byte[0])));
    assertEquals(List.of(new FieldError("", "request body is required")), rejection.errors());
  }

  @Test
  void interruptedStreamFails() throws IOException {
    InputStream stream = InputStream.nullInputStream();
    stream.close();
    assertThrows(
        UncheckedIOException.class,
        () ->
            ContractBodyReaderTest.<Basket>reader()
                .read(TYPE, MediaType.APPLICATION_JSON_TYPE, HEADERS, stream));
  }

  private static <T> boolean isReadable(Class<T> type, @Nullable MediaType mediaType) {
    return ContractBodyReaderTest.<T>reader().isReadable(Argument.of(type), mediaType);
  }

  @SuppressWarnings("unchecked")
  private static <T> ContractBodyReader<T> reader() {
    return service.bean(ContractBodyReader.class);
  }

  private static Response send(String... headers) {
    return service.send("POST", "/baskets", BASKET.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static String invalid(String errors) {
    return "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
        + "\"errors\":["
        + errors
        + "]}";
  }
}
