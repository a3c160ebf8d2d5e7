package dev.sextant.operator.job;

import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.operator.kernel.Claim;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a job's last attempt failed.
 *
 * @param claim the class of the failure, and the failure in one sentence with what to do
 * @param word the failure's class in the worker's own word where it has one; else the reason
 * @param exitCode the container's exit code; null when no container ended
 * @param logTail the last lines that the container wrote; null when there are none
 * @param refused whether the input is wrong, so that trying again would not help
 */
public record JobFailure(
    Claim claim,
    String word,
    @Nullable Integer exitCode,
    @Nullable String logTail,
    boolean refused) {

  /** What kept the store from being used; empty when the work itself failed. */
  public Optional<StoreTrouble> trouble() {
    return StoreTrouble.of(word);
  }
}
