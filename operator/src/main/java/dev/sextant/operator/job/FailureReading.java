package dev.sextant.operator.job;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides how the failure of a pod is said: one sentence with its class and what to do. */
public final class FailureReading {
  private static final int LONGEST_TAIL = 800;
  private static final String MEMORY = "spec.resources.limits.memory";

  private FailureReading() {}

  /** The failure of a pod whose container has ended badly; empty when it has not. */
  public static Optional<JobFailure> of(Pod pod, String container) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    if ("Evicted".equals(pod.getStatus().getReason())) {
      String message = Optional.ofNullable(pod.getStatus().getMessage()).orElse("");
      return Optional.of(
          failure(
              Reason.Evicted,
              "the node was short of something: " + WaitReading.sentence(message),
              null,
              null));
    }
    return terminated(pod, container)
        .filter(t -> t.getExitCode() == null || t.getExitCode() != 0)
        .map(t -> of(pod, container, t));
  }

  private static JobFailure of(Pod pod, String container, ContainerStateTerminated ended) {
    int code = ended.getExitCode() == null ? -1 : ended.getExitCode();
    String limit = limit(pod, container);
    if ("OOMKilled".equals(ended.getReason())) {
      return failure(
          Reason.OutOfMemory,
          MEMORY + ": the container used more than its limit of " + limit + "; raise it",
          code,
          tail(ended));
    }
    if (code == Termination.EXIT_HEAP_FULL) {
      return failure(
          Reason.OutOfMemory,
          MEMORY
              + ": the Java heap within the container's limit of "
              + limit
              + " was full; raise it",
          code,
          tail(ended));
    }
    return termination(ended.getMessage())
        .map(t -> said(t, code))
        .orElseGet(() -> unsaid(code, ended));
  }

  /** What the worker said itself. */
  private static JobFailure said(Termination termination, int code) {
    Optional<StoreTrouble> trouble = StoreTrouble.of(termination.reason());
    boolean refused = code == Termination.EXIT_REFUSED && trouble.isEmpty();
    Reason failed =
        Reason.OutOfMemory.name().equals(termination.reason())
            ? Reason.OutOfMemory
            : Reason.JobFailed;
    Reason reason = trouble.map(FailureReading::reason).orElse(refused ? Reason.Refused : failed);
    return new JobFailure(
        new Claim(reason, termination.message()), termination.reason(), code, null, refused);
  }

  private static Reason reason(StoreTrouble trouble) {
    return switch (trouble) {
      case WrongCredentials -> Reason.WrongCredentials;
      case AccessDenied -> Reason.AccessDenied;
      case BucketMissing -> Reason.BucketMissing;
      case EndpointUnreachable -> Reason.EndpointUnreachable;
      case BadStore, Timeout -> Reason.StoreError;
    };
  }

  private static JobFailure unsaid(int code, ContainerStateTerminated ended) {
    String signal = code > 128 ? " (signal " + (code - 128) + ")" : "";
    String tail = tail(ended);
    String last = tail == null ? "it wrote nothing" : "it wrote last: " + lastLine(tail);
    return new JobFailure(
        new Claim(
            code == Termination.EXIT_REFUSED ? Reason.Refused : Reason.JobFailed,
            "the container ended with exit code %d%s; %s".formatted(code, signal, last)),
        Reason.JobFailed.name(),
        code,
        tail,
        code == Termination.EXIT_REFUSED);
  }

  /** The termination message as the contract has it; empty for anything else. */
  public static Optional<Termination> termination(@Nullable String message) {
    if (message == null || !message.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      Termination termination = Json.read(message, Termination.class);
      if (termination.outcome() == null) {
        return Optional.empty();
      }
      // Empty texts are not written, so that what is missing here was empty there.
      return Optional.of(
          new Termination(
              termination.format(),
              termination.outcome(),
              Objects.requireNonNullElse(termination.reason(), termination.outcome().name()),
              Objects.requireNonNullElse(termination.message(), "it gave no reason"),
              termination.digest(),
              termination.resultUrl(),
              termination.resultSha256()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** How the container ended, if it has. */
  public static Optional<ContainerStateTerminated> terminated(Pod pod, String container) {
    List<ContainerStatus> statuses =
        pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
            ? List.of()
            : pod.getStatus().getContainerStatuses();
    return statuses.stream()
        .filter(s -> container.equals(s.getName()))
        .map(s -> s.getState() == null ? null : s.getState().getTerminated())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static JobFailure failure(
      Reason reason, String message, @Nullable Integer code, @Nullable String tail) {
    return new JobFailure(new Claim(reason, message), reason.name(), code, tail, false);
  }

  private static String limit(Pod pod, String container) {
    return pod.getSpec().getContainers().stream()
        .filter(c -> container.equals(c.getName()))
        .map(c -> c.getResources())
        .filter(r -> r != null && r.getLimits() != null && r.getLimits().containsKey("memory"))
        .map(r -> r.getLimits().get("memory").toString())
        .findFirst()
        .orElse("memory");
  }

  private static @Nullable String tail(ContainerStateTerminated ended) {
    String message = ended.getMessage();
    if (message == null || message.isBlank() || termination(message).isPresent()) {
      return null;
    }
    String text = message.strip();
    return text.length() > LONGEST_TAIL ? text.substring(text.length() - LONGEST_TAIL) : text;
  }

  private static String lastLine(String text) {
    String line = text.substring(text.lastIndexOf('\n') + 1).strip();
    return line.length() > 300 ? line.substring(0, 300) : line;
  }
}
