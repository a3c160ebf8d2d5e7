package dev.sextant.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Walks the records of a kind beside their schema. */
final class Members {
  private Members() {}

  /** The record that a kind's spec or status is. */
  static Class<?> of(Class<?> kind, String part) {
    String getter = "get" + part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
    try {
      return kind.getDeclaredMethod(getter).getReturnType();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The fields of type Integer whose schema takes numbers that no int can hold. */
  static List<String> unboundedIntegers(Class<?> type, JsonNode schema, String path) {
    List<String> found = new ArrayList<>();
    if (!type.isRecord()) {
      return found;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String at = path + "." + component.getName();
      JsonNode field = schema.path("properties").path(component.getName());
      if (field.isMissingNode()) {
        throw new IllegalStateException(at + " is not in the schema");
      }
      if (component.getType() == Integer.class && !fitsInt(field)) {
        found.add(at);
      }
      found.addAll(unboundedIntegers(component.getType(), field, at));
      if (component.getGenericType() instanceof ParameterizedType generic
          && generic.getActualTypeArguments()[0] instanceof Class<?> item) {
        found.addAll(unboundedIntegers(item, field.path("items"), at + "[]"));
      }
    }
    return found;
  }

  private static boolean fitsInt(JsonNode field) {
    return field.path("maximum").asLong(Long.MAX_VALUE) <= Integer.MAX_VALUE
        && field.path("minimum").asLong(Long.MIN_VALUE) >= Integer.MIN_VALUE;
  }
}
