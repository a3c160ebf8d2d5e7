package dev.sextant.router.proxy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a REST path that decides where a request goes: {@code
 * /v2/models/<model>[/versions/<version>][/...]}.
 *
 * @param model the model name
 * @param version the version; null when the caller leaves it open
 */
record ModelPath(String model, @Nullable String version) {
  /** Reads a path; empty when it is not about a model. */
  static Optional<ModelPath> of(String path) {
    List<String> parts = List.of(path.split("/", -1));
    if (parts.size() < 4
        || !parts.get(1).equals("v2")
        || !parts.get(2).equals("models")
        || parts.get(3).isEmpty()) {
      return Optional.empty();
    }
    boolean versioned =
        parts.size() > 5 && parts.get(4).equals("versions") && !parts.get(5).isEmpty();
    try {
      return Optional.of(
          new ModelPath(decode(parts.get(3)), versioned ? decode(parts.get(5)) : null));
    } catch (IllegalArgumentException e) {
      // A broken percent escape names no model.
      return Optional.empty();
    }
  }

  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
