package dev.sextant.store;

import java.util.regex.Pattern;

/** Where things lie below the prefix of a store; see the description of this package. */
final class Layout {
  private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private final String bucket;
  private final String prefix;

  Layout(String bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  S3Uri object(String sha256) {
    String hex = Sha256.digits(sha256);
    return at("objects/sha256/" + hex.substring(0, 2) + "/" + hex);
  }

  S3Uri manifest(String kind, String digest) {
    return at("manifests/" + kind(kind) + "/" + Sha256.digits(digest) + ".json");
  }

  S3Uri pointer(String kind, String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "'%s' cannot name a pointer; use letters, digits, '.', '_' and '-'".formatted(key));
    }
    return at("pointers/" + kind(kind) + "/" + key);
  }

  S3Uri probe(String id) {
    return at("probe/" + id);
  }

  /** The manifest that a pointer names by its key below the prefix. */
  S3Uri manifestAt(String key) {
    return at(key);
  }

  /** The key below the prefix of one of our manifests. */
  String relative(S3Uri manifest) {
    String manifests = prefix + "manifests/";
    if (!manifest.bucket().equals(bucket) || !manifest.key().startsWith(manifests)) {
      throw new IllegalArgumentException("%s is no manifest of this store".formatted(manifest));
    }
    return manifest.key().substring(prefix.length());
  }

  private S3Uri at(String key) {
    return new S3Uri(bucket, prefix + key);
  }

  private static String kind(String kind) {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a kind; use small letters, digits and '-'".formatted(kind));
    }
    return kind;
  }
}
