package dev.sextant.operator.kernel;

import io.fabric8.kubernetes.api.model.Pod;

/** Decides whether a pod has ended: an evicted one stays as a record of itself. */
public final class PodEnd {
  private PodEnd() {}

  /** Whether none of its containers runs or will ever run. */
  public static boolean ended(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Failed".equals(phase) || "Succeeded".equals(phase);
  }
}
