package dev.sextant.operator.job;

import dev.sextant.api.common.Resources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides requests and limits of a container: the user's amounts, the rest by default. */
public record ContainerResources(Map<String, Quantity> requests, Map<String, Quantity> limits) {
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";

  public ContainerResources {
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
  }

  /** Defaults overlaid with what the user said; a limit is never below the request. */
  public static ContainerResources of(
      @Nullable Resources wanted, String cpu, String memoryRequest, String memoryLimit) {
    Map<String, Quantity> requests = new TreeMap<>();
    Map<String, Quantity> limits = new TreeMap<>();
    if (wanted != null) {
      requests.putAll(wanted.requests());
      limits.putAll(wanted.limits());
    }
    limits.putIfAbsent(MEMORY, larger(requests.get(MEMORY), new Quantity(memoryLimit)));
    requests.putIfAbsent(MEMORY, smaller(limits.get(MEMORY), new Quantity(memoryRequest)));
    requests.putIfAbsent(
        CPU,
        limits.containsKey(CPU) ? smaller(limits.get(CPU), new Quantity(cpu)) : new Quantity(cpu));
    limits.putIfAbsent(CPU, larger(requests.get(CPU), new Quantity("2")));
    return new ContainerResources(requests, limits);
  }

  /** The memory limit in bytes. */
  public long memoryBytes() {
    return Quantity.getAmountInBytes(memory()).longValue();
  }

  /** The memory limit as it is written. */
  public String memoryText() {
    return memory().toString();
  }

  /** Whole cores that the limit allows, at least one. */
  public int cores() {
    Quantity cpu = limits.getOrDefault(CPU, new Quantity("1"));
    return Math.max(1, Quantity.getAmountInBytes(cpu).intValue());
  }

  /** As the API wants it. */
  public ResourceRequirements toRequirements() {
    return new ResourceRequirementsBuilder()
        .withRequests(new TreeMap<>(requests))
        .withLimits(new TreeMap<>(limits))
        .build();
  }

  private Quantity memory() {
    return limits.getOrDefault(MEMORY, new Quantity("1Gi"));
  }

  private static Quantity larger(@Nullable Quantity a, Quantity b) {
    return a != null && Quantity.getAmountInBytes(a).compareTo(Quantity.getAmountInBytes(b)) > 0
        ? a
        : b;
  }

  private static Quantity smaller(@Nullable Quantity a, Quantity b) {
    return a != null && Quantity.getAmountInBytes(a).compareTo(Quantity.getAmountInBytes(b)) < 0
        ? a
        : b;
  }
}
