package dev.scores.chassis.http.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A list of numbers in pages of two. */
class ListStreamTest {

  private static final JsonEnvelope<Integer> FORM =
      new JsonEnvelope<>(
          "numbers",
          (json, number) -> {
            json.writeStartObject();
            json.writeNumberField("n", number);
            json.writeEndObject();
          });

  private final List<Integer> pagesRead = new ArrayList<>();

  @Test
  void theListIsWholeHoweverItIsRead() throws IOException {
    String whole =
        "{\"status\":\"success\",\"data\":{\"numbers\":"
            + "[{\"n\":1},{\"n\":2},{\"n\":3},{\"n\":4},{\"n\":5}]}}";
    assertEquals(whole, text(stream(5).readAllBytes()));
    InputStream byteByByte = stream(5);
    StringBuilder read = new StringBuilder();
    for (int b = byteByByte.read(); b >= 0; b = byteByByte.read()) {
      read.append((char) b);
    }
    assertEquals(whole, read.toString());
    assertEquals(-1, byteByByte.read());
    assertEquals(0, byteByByte.read(new byte[1], 0, 0));
  }

  @Test
  void noPageIsReadBeforeItIsWanted() throws IOException {
    InputStream stream = stream(100);
    assertEquals(List.of(), pagesRead);
    stream.readNBytes(70);
    assertEquals(List.of(2), pagesRead);
  }

  @Test
  void aPageThatCannotBeReadFailsTheStream() throws IOException {
    InputStream stream =
        new ListStream<Integer, Integer>(
            new ListWriter<>(FORM),
            page(0, 100),
            after -> {
              throw new IllegalStateException("away");
            });
    int first = "{\"status\":\"success\",\"data\":{\"numbers\":[{\"n\":1},{\"n\":2}".length();
    assertEquals(first, stream.readNBytes(first).length);
    assertThrows(IOException.class, stream::read);
  }

  private InputStream stream(int size) {
    return new ListStream<>(
        new ListWriter<>(FORM),
        page(0, size),
        after -> {
          pagesRead.add(after);
          return page(after, size);
        });
  }

  private static ListPage<Integer, Integer> page(int after, int size) {
    return after + 2 < size
        ? new ListPage<>(List.of(after + 1, after + 2), Optional.of(after + 2))
        : new ListPage<>(
            after + 1 == size ? List.of(size) : List.of(size - 1, size), Optional.empty());
  }

  private static String text(byte... bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
