package dev.sextant.contracts.job;

import org.jspecify.annotations.Nullable;

/**
 * What a job leaves in its termination message: at most 2 KiB of JSON.
 *
 * <p>The whole result is an object in the store. The operator, which has no credentials of any
 * store, reads it through {@code resultUrl} and believes it only when its SHA-256 is {@code
 * resultSha256}.
 *
 * @param format version of this contract, 1
 * @param outcome how it ended
 * @param reason a CamelCase word that classifies a refusal or failure; {@code Succeeded} otherwise
 * @param message one sentence for people: field path first, what is wrong, what to do
 * @param digest the digest of what was made; null unless it succeeded
 * @param resultUrl presigned URL of the {@link JobResult}; null when there is none
 * @param resultSha256 its SHA-256; null when there is none
 */
public record Termination(
    int format,
    Outcome outcome,
    String reason,
    String message,
    @Nullable String digest,
    @Nullable String resultUrl,
    @Nullable String resultSha256) {

  /** How a job ended. */
  public enum Outcome {
    Succeeded,
    /** The input is wrong and trying again would not help. */
    Refused,
    /** Something broke; trying again may help. */
    Failed
  }

  /** Exit code of a success. */
  public static final int EXIT_SUCCEEDED = 0;

  /** Exit code of a failure that may pass. */
  public static final int EXIT_FAILED = 1;

  /** Exit code of the JVM when its heap is full (-XX:+ExitOnOutOfMemoryError). */
  public static final int EXIT_HEAP_FULL = 3;

  /** Exit code of a refusal: the Job's pod failure policy ends the Job at once. */
  public static final int EXIT_REFUSED = 42;

  /**
   * Exit code when the store cannot be used ({@link StoreTrouble}): the Job's pod failure policy
   * ends the Job at once, and the operator begins another when the store may be used again.
   */
  public static final int EXIT_STORE = 43;

  /** Where the message is written when the environment names no other path. */
  public static final String PATH = "/dev/termination-log";
}
