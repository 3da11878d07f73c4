package dev.scores.fuzzer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A member that the contract knows, somewhere in a payload. */
record MemberLocation(JsonPointer object, String member, Schema<?> schema, boolean required) {

  static List<MemberLocation> in(JsonNode json, Schema<?> schema) {
    List<MemberLocation> places = new ArrayList<>();
    collect(json, schema, JsonPointer.empty(), places);
    return places;
  }

  private static void collect(
      JsonNode json, Schema<?> schema, JsonPointer here, List<MemberLocation> places) {
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        collect(json.get(i), schema.getItems(), here.appendIndex(i), places);
      }
    } else if (json.isObject()) {
      for (Map.Entry<String, Schema<?>> member : ValidValues.members(schema).entrySet()) {
        String name = member.getKey();
        boolean required = ValidValues.required(schema).contains(name);
        places.add(new MemberLocation(here, name, member.getValue(), required));
        if (json.has(name)) {
          collect(json.get(name), member.getValue(), here.appendProperty(name), places);
        }
      }
    }
  }

  boolean is(String type) {
    return ValidValues.type(schema).equals(type);
  }

  /** A copy of the payload that says this here, JSON or not. */
  JsonNode say(JsonNode json, String raw) {
    JsonNode copy = json.deepCopy();
    ((ObjectNode) copy.at(object)).putRawValue(member, new RawValue(raw));
    return copy;
  }

  JsonNode saying(JsonNode json, String otherMember, String raw) {
    return new MemberLocation(object, otherMember, schema, required).say(json, raw);
  }

  JsonNode without(JsonNode json) {
    JsonNode copy = json.deepCopy();
    ((ObjectNode) copy.at(object)).remove(member);
    return copy;
  }
}
