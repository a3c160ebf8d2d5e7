package dev.sextant.operator.deployment;

import dev.sextant.operator.job.FailureReading;
import dev.sextant.operator.job.WaitReading;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides why a serving pod does not get ready: what its container said last, or what it waits for.
 */
final class PodProblem {
  private static final int LONGEST_LINE = 400;

  private PodProblem() {}

  /** The first problem among those pods. */
  static Optional<Claim> of(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getStatus() != null)
        .map(PodProblem::of)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Claim> of(Pod pod) {
    return containers(pod)
        .map(PodProblem::ended)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> WaitReading.of(pod).filter(claim -> claim.reason() != Reason.Starting))
        .or(() ->
            containers(pod)
                .map(c -> c.getState() == null ? null : c.getState().getWaiting())
                .filter(Objects::nonNull)
                .map(WaitReading::of)
                .flatMap(Optional::stream)
                .findFirst());
  }

  private static Optional<Claim> ended(ContainerStatus container) {
    if (Boolean.TRUE.equals(container.getReady())) {
      return Optional.empty();
    }
    return Stream.of(container.getState(), container.getLastState())
        .map(state -> state == null ? null : state.getTerminated())
        .filter(Objects::nonNull)
        .filter(ended -> ended.getExitCode() != null && ended.getExitCode() != 0)
        .map(ended -> claim(container, ended))
        .findFirst();
  }

  private static Claim claim(ContainerStatus container, ContainerStateTerminated ended) {
    if ("OOMKilled".equals(ended.getReason())) {
      return new Claim(
          Reason.OutOfMemory,
          "OutOfMemory: the container %s used more than its limit; raise spec.server.resources.limits.memory"
              .formatted(container.getName()));
    }
    return new Claim(
        Reason.CrashLoop,
        "the container %s ends with exit code %d: %s"
            .formatted(container.getName(), ended.getExitCode(), said(ended.getMessage())));
  }

  private static String said(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return "it wrote nothing; see its log";
    }
    return FailureReading.termination(message)
        .map(t -> t.message())
        .orElseGet(() -> lastLine(message.strip()));
  }

  private static String lastLine(String text) {
    String line = text.substring(text.lastIndexOf('\n') + 1).strip();
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
  }

  private static Stream<ContainerStatus> containers(Pod pod) {
    return Stream.concat(
        list(pod.getStatus().getInitContainerStatuses()),
        list(pod.getStatus().getContainerStatuses()));
  }

  private static Stream<ContainerStatus> list(@Nullable List<ContainerStatus> statuses) {
    return statuses == null ? Stream.of() : statuses.stream();
  }
}
