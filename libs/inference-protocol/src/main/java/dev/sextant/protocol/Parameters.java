package dev.sextant.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps parameters as they came: unchangeable, and in their order, so that bytes repeat. */
final class Parameters {
  private Parameters() {}

  static Map<String, Object> copyOf(Map<String, Object> parameters) {
    return parameters.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
