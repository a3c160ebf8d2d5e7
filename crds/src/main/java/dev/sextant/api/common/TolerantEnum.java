package dev.sextant.api.common;

/**
 * Decides what becomes of an enum value that this version does not know.
 *
 * <p>A newer version may have written it. One strange object must not stop the informer that reads
 * all of them, so it is read as the constant {@code Unknown}, which no schema admits: written back,
 * the API server refuses it, so it can never overwrite what the newer version meant.
 */
public final class TolerantEnum {
  private TolerantEnum() {}

  /** The constant with this name, or the fallback. */
  public static <E extends Enum<E>> E read(Class<E> type, String text, E unknown) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    return unknown;
  }
}
