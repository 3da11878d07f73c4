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
 * Parses JSON strictly by RFC 8259: UTF-8, one value, no duplicate names in an object. The parser's
 * own limits bound depth and the length of numbers and names.
 */
public final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * @throws ApiException 400, with the reason
   */
  public static JsonNode read(byte[] bytes) {
    try {
      // Decoded here, because the parser would also accept UTF-16 and UTF-32.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw ApiException.invalidPayload("request body is required");
      }
      return tree;
    } catch (CharacterCodingException notUtf8) {
      throw ApiException.invalidPayload("not UTF-8");
    } catch (JsonProcessingException malformed) {
      throw ApiException.invalidPayload("malformed JSON" + location(malformed));
    }
  }

  /** The location only: the parser's messages name its types and settings. */
  private static String location(JsonProcessingException malformed) {
    JsonLocation at = malformed.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
