package dev.sextant.operator.job;

import dev.sextant.api.common.Resources;
import dev.sextant.contracts.job.JobSpec;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a kind wants a Job to be.
 *
 * @param owner the object that the Job works for
 * @param name the Job's name
 * @param component what the pod does: probe, snapshot or train
 * @param spec what the worker is told
 * @param inputHash the restart hash of the work
 * @param secretName the Secret with the store's keys
 * @param resources what the container may use; null for the defaults
 * @param failures how many attempts may fail
 * @param spent how many have failed already, in Jobs that the store ended
 * @param deadline how long all attempts together may take
 * @param suspended whether it begins suspended
 * @param labels more labels of the Job and its pods
 */
public record JobRequest(
    CustomResource<?, ?> owner,
    String name,
    String component,
    JobSpec spec,
    String inputHash,
    String secretName,
    @Nullable Resources resources,
    int failures,
    int spent,
    Duration deadline,
    boolean suspended,
    Map<String, String> labels) {

  /**
   * When to look again after a Job was created: one that somebody deleted before any cache saw it
   * would be waited for in vain.
   */
  public static final Duration SEEN_WITHIN = Duration.ofMinutes(1);
}
