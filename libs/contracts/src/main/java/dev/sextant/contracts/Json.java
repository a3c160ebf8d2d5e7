package dev.sextant.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one way in which contracts become JSON and back, and the canonical hash over them.
 *
 * <p>Unknown fields are skipped, so that a reader survives what a newer writer adds. Absent and
 * empty values are not written, so that a field added later with an empty default leaves every hash
 * as it was. What is absent is read as empty where it may not be null.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .annotationIntrospector(new EmptyWhenAbsent())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL))
          .build();

  private Json() {}

  /** The shared mapper; it must not be configured further. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** Canonical text: sorted keys, no white space, nothing absent or empty. */
  public static String write(Object value) {
    try {
      // Through a tree of plain maps, so that the keys of a JsonNode are sorted too.
      return MAPPER.writeValueAsString(MAPPER.treeToValue(MAPPER.valueToTree(value), Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not representable as JSON: " + value.getClass(), e);
    }
  }

  /**
   * Reads a contract.
   *
   * @throws IllegalArgumentException when the text is not JSON of that shape
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IllegalArgumentException("expected " + type.getSimpleName() + ", got null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a valid " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Parses any JSON text into a tree. */
  public static JsonNode tree(String json) {
    return read(json, JsonNode.class);
  }

  /** Lower-case hexadecimal SHA-256 of the canonical text of a value. */
  public static String sha256(Object value) {
    return sha256(write(value).getBytes(StandardCharsets.UTF_8));
  }

  /** Lower-case hexadecimal SHA-256 of bytes. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
