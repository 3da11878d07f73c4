package dev.scores.chassis.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrittenPageTest {

  @Test
  void writtenPageDropsItsItems() throws IOException {
    var form = new JsonEnvelope<Integer>("numbers", JsonGenerator::writeNumber);
    var page = new WrittenPage<>(form, List.of(1, 2), Optional.of("n"));

    assertEquals(
        "{\"status\":\"success\",\"data\":{\"numbers\":[1,2],\"next\":\"n\"}}", written(page));
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"numbers\":[],\"next\":\"n\"}}", written(page));
  }

  private static String written(WrittenPage<?> page) throws IOException {
    var target = new ByteArrayOutputStream();
    page.writeTo(target);
    return target.toString(StandardCharsets.UTF_8);
  }
}
