package dev.sextant.store;

/**
 * The place of an object, {@code s3://bucket/key}, or of several when the key has stars: {@code *}
 * stands for any characters but a slash.
 *
 * @param bucket the bucket
 * @param key the key, without a leading slash
 */
public record S3Uri(String bucket, String key) {
  private static final String SCHEME = "s3://";

  /**
   * Reads a URI.
   *
   * @throws IllegalArgumentException when the text is no {@code s3://bucket/key}
   */
  public static S3Uri parse(String text) {
    int slash = text.indexOf('/', SCHEME.length());
    boolean shaped = text.startsWith(SCHEME) && slash > SCHEME.length();
    if (!shaped || slash == text.length() - 1) {
      throw new IllegalArgumentException(
          "'%s' is not the place of an object; write it like s3://bucket/key".formatted(text));
    }
    String bucket = text.substring(SCHEME.length(), slash);
    if (!isBucket(bucket)) {
      throw new IllegalArgumentException(
          "'%s' has no valid bucket; use 3 to 63 letters, digits, '.' and '-'".formatted(text));
    }
    return new S3Uri(bucket, text.substring(slash + 1));
  }

  /** Whether a store could have a bucket of this name; older ones may have capitals. */
  static boolean isBucket(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
  }

  /** Whether the key has a star. */
  public boolean isPattern() {
    return key.indexOf('*') >= 0;
  }

  /** The key up to its first star. */
  String literalPrefix() {
    int star = key.indexOf('*');
    return star < 0 ? key : key.substring(0, star);
  }

  /** Whether a star stands before a slash, so that several folders have to be searched. */
  boolean spansFolders() {
    return key.indexOf('/', literalPrefix().length()) >= 0;
  }

  /** Whether a key of this bucket is meant. */
  boolean matches(String candidate) {
    return matches(0, candidate, 0);
  }

  /** Walks both with one place to come back to: linear but for the length of the pattern. */
  private boolean matches(int pattern, String candidate, int position) {
    int star = -1;
    int resume = -1;
    while (position < candidate.length()) {
      boolean wild = pattern < key.length() && key.charAt(pattern) == '*';
      if (wild) {
        star = pattern++;
        resume = position;
      } else if (pattern < key.length() && key.charAt(pattern) == candidate.charAt(position)) {
        pattern++;
        position++;
      } else if (star >= 0 && candidate.charAt(resume) != '/') {
        pattern = star + 1;
        position = ++resume;
      } else {
        return false;
      }
    }
    while (pattern < key.length() && key.charAt(pattern) == '*') {
      pattern++;
    }
    return pattern == key.length();
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
