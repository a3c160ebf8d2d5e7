package dev.sextant.operator.kernel;

import dev.sextant.contracts.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The restart hash: the versioned, canonical hash of exactly those fields that make work start
 * anew.
 *
 * <p>A field that a later release adds is listed with {@link #field(String, Object, Object)} and
 * its default, so that objects which do not use it keep their hash and nothing runs again after an
 * upgrade. Golden tests hold the hashes of known objects across releases.
 */
public final class Hashes {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private Hashes(int version) {
    fields.put("version", version);
  }

  /** Begins a hash; another version is another hash of the same fields. */
  public static Hashes version(int version) {
    return new Hashes(version);
  }

  /** Lists a field; an absent or empty value is as if it were not listed. */
  public Hashes field(String name, @Nullable Object value) {
    boolean empty =
        switch (value) {
          case null -> true;
          case Collection<?> collection -> collection.isEmpty();
          case Map<?, ?> map -> map.isEmpty();
          case CharSequence text -> text.isEmpty();
          default -> false;
        };
    if (value != null && !empty) {
      fields.put(name, value);
    }
    return this;
  }

  /** Lists a field unless it has its default. */
  public Hashes field(String name, @Nullable Object value, Object defaultValue) {
    return defaultValue.equals(value) ? this : field(name, value);
  }

  /** 64 hexadecimal digits. */
  public String digest() {
    return Json.sha256(fields);
  }

  /** The hash of a rendered object, by which its change is noticed. */
  public static String ofContent(Object content) {
    return Json.sha256(content);
  }
}
