package dev.sextant.features;

/**
 * Why an expression is refused, in words for the person who wrote it.
 *
 * @param path the field, such as {@code features[2].cel}
 * @param message what is wrong and what to do
 */
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
