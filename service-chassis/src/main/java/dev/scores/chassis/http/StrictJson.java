package dev.scores.chassis.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON as RFC 8259 writes it and no other way: UTF-8, one value, no name twice in an object.
 * Depth, and length of numbers and names, are bounded by the parser's own limits.
 */
final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * @throws Refusal 400, saying why the bytes are no such JSON
   */
  static JsonNode read(byte[] bytes) {
    try {
      // Decoded here: the parser would guess UTF-16 and UTF-32 too.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw ApiException.invalidPayload("a payload is needed");
      }
      return tree;
    } catch (CharacterCodingException notUtf8) {
      throw ApiException.invalidPayload("not UTF-8");
    } catch (JsonProcessingException malformed) {
      throw ApiException.invalidPayload("malformed JSON" + place(malformed));
    }
  }

  /** Where, but not the parser's own words: they name its types and settings. */
  private static String place(JsonProcessingException malformed) {
    JsonLocation at = malformed.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
