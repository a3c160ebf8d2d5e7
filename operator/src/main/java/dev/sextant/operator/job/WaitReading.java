package dev.sextant.operator.job;

import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides why a pod that should run does not, and what would unblock it. */
public final class WaitReading {
  private WaitReading() {}

  /** Why no container of the pod runs; empty when one does or the pod has ended. */
  public static Optional<Claim> of(Pod pod) {
    if (pod.getStatus() == null || !"Pending".equals(pod.getStatus().getPhase())) {
      return Optional.empty();
    }
    return Optional.of(
        unschedulable(pod)
            .or(() -> waiting(pod).map(WaitReading::of).flatMap(Optional::stream).findFirst())
            .orElse(new Claim(Reason.Starting, "the pod is being started")));
  }

  /** Why a waiting container waits; empty when it is merely being created. */
  public static Optional<Claim> of(ContainerStateWaiting waiting) {
    String why = Objects.requireNonNullElse(waiting.getReason(), "");
    String message = Objects.requireNonNullElse(waiting.getMessage(), why);
    return switch (why) {
      case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull" ->
          Optional.of(
              new Claim(
                  Reason.ImagePullFailed,
                  why + ": " + message + "; check the image and that nodes can pull it"));
      case "CreateContainerConfigError", "CreateContainerError" ->
          Optional.of(
              new Claim(
                  Reason.ConfigurationMissing,
                  why + ": " + message + "; make what is missing, it goes on by itself"));
      case "CrashLoopBackOff" -> Optional.of(new Claim(Reason.CrashLoop, message));
      default -> Optional.empty();
    };
  }

  /** What others say, as the first part of a sentence of ours. */
  static String sentence(String message) {
    String text = message.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static Optional<Claim> unschedulable(Pod pod) {
    List<PodCondition> conditions =
        Objects.requireNonNullElse(pod.getStatus().getConditions(), List.of());
    return conditions.stream()
        .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
        .filter(c -> "Unschedulable".equals(c.getReason()))
        .map(c ->
            new Claim(
                Reason.Unschedulable,
                "no node takes the pod: "
                    + sentence(Objects.requireNonNullElse(c.getMessage(), ""))
                    + "; free or add room, or lower the requests"))
        .findFirst();
  }

  private static Stream<ContainerStateWaiting> waiting(Pod pod) {
    return Stream.concat(
            statuses(pod.getStatus().getInitContainerStatuses()),
            statuses(pod.getStatus().getContainerStatuses()))
        .map(s -> s.getState() == null ? null : s.getState().getWaiting())
        .filter(Objects::nonNull);
  }

  private static Stream<ContainerStatus> statuses(@Nullable List<ContainerStatus> statuses) {
    return statuses == null ? Stream.of() : statuses.stream();
  }
}
