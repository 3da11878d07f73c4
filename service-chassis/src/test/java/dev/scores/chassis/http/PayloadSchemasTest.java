package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.SchemaException;
import io.micronaut.core.io.ResourceResolver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadSchemasTest {

  private static final String ITEM = "{\"name\":\"a\",\"amount\":1}";

  private final PayloadSchemas contract =
      new PayloadSchemas(
          new ContractSettings("classpath:openapi/test.yaml"), new ResourceResolver());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\":[]}",
        "{\"items\":[" + ITEM + "," + ITEM + "]}",
        "{\"items\":[],\"note\":null}",
        "{\"items\":[],\"note\":\"\"}",
        "{\"items\":[],\"note\":\"\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\"}",
        "{\"items\":[],\"unknown\":{\"a\":[1]}}",
        "{\"items\":[{\"name\":\"a\",\"amount\":2147483647,\"gift\":false,\"weight\":0.5}]}"
      })
  void validPayloadHasNoErrors(String payload) {
    assertEquals(List.of(), errors(payload));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("[]", "", "array found, object expected"),
        arguments("null", "", "null found, object expected"),
        arguments("{}", "/items", "required property 'items' not found"),
        arguments("{\"items\":null}", "/items", "null found, array expected"),
        arguments("{\"items\":{}}", "/items", "object found, array expected"),
        arguments("{\"items\":[1]}", "/items/0", "integer found, object expected"),
        arguments(items(20) + ITEM + "]}", "/items", "must have at most 20 items but found 21"),
        arguments(
            items(3) + "{\"amount\":1}]}", "/items/3/name", "required property 'name' not found"),
        arguments(
            items(3) + "{\"name\":\"\",\"amount\":1}]}",
            "/items/3/name",
            "must be at least 1 characters long"),
        arguments(
            items(12) + "{\"name\":\"a\",\"amount\":\"1\"}]}",
            "/items/12/amount",
            "string found, integer expected"),
        arguments(
            items(1) + "{\"name\":\"a\",\"amount\":1.0}]}",
            "/items/1/amount",
            "number found, integer expected"),
        arguments(
            items(1) + "{\"name\":\"a\",\"amount\":0}]}",
            "/items/1/amount",
            "must have a minimum value of 1"),
        arguments(
            items(1) + "{\"name\":\"a\",\"amount\":2147483648}]}",
            "/items/1/amount",
            "must have a maximum value of 2147483647"),
        arguments(
            items(1) + "{\"name\":\"a\",\"amount\":1,\"gift\":\"true\"}]}",
            "/items/1/gift",
            "string found, boolean expected"),
        arguments(
            items(1) + "{\"name\":\"a\",\"amount\":1,\"weight\":1e400}]}",
            "/items/1/weight",
            "must have a maximum value of 1000"),
        arguments(
            "{\"items\":[],\"note\":\"123456\"}", "/note", "must be at most 5 characters long"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void invalidValueHasItsPointer(String payload, String pointer, String message) {
    assertEquals(List.of(new FieldError(pointer, message)), errors(payload));
  }

  @Test
  void errorsHaveTheOrderOfTheContract() {
    assertEquals(
        List.of("/items/0/name", "/items/0/amount", "/items/1/gift", "/note"),
        errors("{\"note\":1,\"items\":[{},{\"gift\":1,\"name\":\"a\",\"amount\":1}]}").stream()
            .map(FieldError::pointer)
            .toList());
  }

  @Test
  void tooLongListHasOneError() {
    assertEquals(
        List.of(new FieldError("/items", "must have at most 20 items but found 60,000")),
        errors("{\"items\":[0" + ",0".repeat(59_999) + "],\"note\":1}"));
  }

  @Test
  void numberOfErrorsIsLimited() {
    String many = "{\"a\":1},".repeat(2000);
    List<FieldError> told =
        contract.errors(
            "Shelf", StrictJson.read(bytes("[" + many.substring(0, many.length() - 1) + "]")));
    assertEquals(2000, told.size());
    assertEquals(new FieldError("/0/name", "required property 'name' not found"), told.get(0));
  }

  @Test
  void unknownSchemaThrows() {
    assertThrows(
        SchemaException.class, () -> contract.errors("Parcel", StrictJson.read(bytes("{}"))));
  }

  @Test
  void missingContractPreventsTheStart() {
    assertThrows(
        NoSuchElementException.class,
        () ->
            new PayloadSchemas(
                new ContractSettings("classpath:openapi/none.yaml"), new ResourceResolver()));
  }

  /** The beginning of a payload, before its last item. */
  private static String items(int count) {
    return "{\"items\":[" + (ITEM + ",").repeat(count);
  }

  private List<FieldError> errors(String payload) {
    return contract.errors("Basket", StrictJson.read(bytes(payload)));
  }

  private static byte[] bytes(String payload) {
    return payload.getBytes(StandardCharsets.UTF_8);
  }
}
