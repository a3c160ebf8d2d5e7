package dev.sextant.api.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes random values that a schema admits, expressions and text patterns apart. */
final class SchemaValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TEXTS = List.of("a", "0", "1h", "ÄÖ \u0000", "{}", "null");
  private static final List<String> QUANTITIES =
      List.of("0", "1", "500m", "1Gi", "1.5", ".5M", "1e3");

  private final RandomGenerator random;

  SchemaValues(RandomGenerator random) {
    this.random = random;
  }

  JsonNode of(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return random.nextBoolean()
          ? NODES.numberNode(random.nextInt(1_000))
          : TextNode.valueOf(any(QUANTITIES));
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    return switch (schema.path("type").asText()) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "string" -> text(schema);
      case "integer" -> integer(schema);
      case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
      default -> throw new IllegalStateException("no values for " + schema);
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (random.nextInt(3) > 0) {
        object.set(property.getKey(), of(property.getValue()));
      }
    }
    if (schema.has("additionalProperties")) {
      object.set(any(TEXTS), of(schema.get("additionalProperties")));
    }
    return object;
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(3); i > 0; i--) {
      array.add(of(schema.get("items")));
    }
    return array;
  }

  private TextNode text(JsonNode schema) {
    boolean mayBeEmpty = !schema.has("pattern") && !schema.has("minLength");
    return TextNode.valueOf(mayBeEmpty && random.nextInt(4) == 0 ? "" : any(TEXTS));
  }

  private JsonNode integer(JsonNode schema) {
    long low = schema.path("minimum").asLong(Long.MIN_VALUE);
    long high = schema.path("maximum").asLong(Long.MAX_VALUE);
    return NODES.numberNode(
        switch (random.nextInt(3)) {
          case 0 -> low;
          case 1 -> high;
          default -> low / 2 + high / 2;
        });
  }

  private String any(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
