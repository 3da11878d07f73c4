package dev.scores.fuzzer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A member of the contract at a location in a payload. */
record MemberLocation(JsonPointer object, String member, Schema<?> schema, boolean required) {

  static List<MemberLocation> in(JsonNode json, Schema<?> schema) {
    List<MemberLocation> locations = new ArrayList<>();
    collect(json, schema, JsonPointer.empty(), locations);
    return locations;
  }

  private static void collect(
      JsonNode json, Schema<?> schema, JsonPointer here, List<MemberLocation> locations) {
    if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        collect(json.get(i), schema.getItems(), here.appendIndex(i), locations);
      }
    } else if (json.isObject()) {
      for (Map.Entry<String, Schema<?>> member : ValidValues.members(schema).entrySet()) {
        String name = member.getKey();
        boolean required = ValidValues.required(schema).contains(name);
        locations.add(new MemberLocation(here, name, member.getValue(), required));
        if (json.has(name)) {
          collect(json.get(name), member.getValue(), here.appendProperty(name), locations);
        }
      }
    }
  }

  boolean is(String type) {
    return ValidValues.type(schema).equals(type);
  }

  /** Returns a copy of the payload with this raw value, which can be invalid JSON. */
  JsonNode with(JsonNode json, String raw) {
    JsonNode copy = json.deepCopy();
    ((ObjectNode) copy.at(object)).putRawValue(member, new RawValue(raw));
    return copy;
  }

  JsonNode withOther(JsonNode json, String otherMember, String raw) {
    return new MemberLocation(object, otherMember, schema, required).with(json, raw);
  }

  JsonNode without(JsonNode json) {
    JsonNode copy = json.deepCopy();
    ((ObjectNode) copy.at(object)).remove(member);
    return copy;
  }
}
