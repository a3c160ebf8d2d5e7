package dev.sextant.operator.kernel;

import dev.sextant.contracts.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decides the name of every object that Sextant makes; the same input gives the same name. */
public final class Names {
  /** The longest DNS label, and the longest value of a label. */
  public static final int LONGEST = 63;

  /** Kept for attempts, so that the names of all attempts begin alike. */
  private static final int ATTEMPT_DIGITS = 6;

  private Names() {}

  /** {@code <kind>-<name>-<hash10>-<attempt>}: the Job of one attempt. */
  public static String job(String kind, String name, String hash, int attempt) {
    return jobs(kind, name, hash) + attempt;
  }

  /** What the names of the Jobs of all attempts begin with. */
  public static String jobs(String kind, String name, String hash) {
    String tail = "-" + shortHash(hash, 10) + "-";
    return fit(kind + "-" + name, LONGEST - tail.length() - ATTEMPT_DIGITS) + tail;
  }

  /** The attempt in the name of a Job; 0 where there is none. */
  public static int attempt(@Nullable String job) {
    if (job == null) {
      return 0;
    }
    String digits = job.substring(job.lastIndexOf('-') + 1);
    return digits.matches("[0-9]{1,%d}".formatted(ATTEMPT_DIGITS)) ? Integer.parseInt(digits) : 0;
  }

  /** {@code <name>-<digest12>}: a snapshot or a model version. */
  public static String immutable(String name, String digest) {
    String tail = "-" + shortHash(bare(digest), 12);
    return fit(name, LONGEST - tail.length()) + tail;
  }

  /** {@code <name>-<hash10>}: a revision. */
  public static String revision(String name, String hash) {
    String tail = "-" + shortHash(hash, 10);
    // Ten characters are kept for what the Deployment and ReplicaSet controllers add to pod names.
    return fit(name, LONGEST - 10 - tail.length()) + tail;
  }

  /** A text as the value of a label: itself, or cut with a hash when it is too long. */
  public static String label(String text) {
    return fit(text, LONGEST);
  }

  /** The part of a digest after its algorithm. */
  public static String bare(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }

  /** The first characters of a hash. */
  public static String shortHash(String hash, int length) {
    return hash.substring(0, Math.min(length, hash.length()));
  }

  /** The text, or its beginning with a hash of all of it. */
  static String fit(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    String hash = Json.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    String head = text.substring(0, longest - 9);
    return trimDashes(head) + "-" + hash;
  }

  private static String trimDashes(String text) {
    int end = text.length();
    while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }
}
