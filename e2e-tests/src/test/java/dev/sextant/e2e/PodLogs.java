package dev.sextant.e2e;

import dev.sextant.api.common.Labels;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Follows the logs of operator, routers and servers from their first line into files: a pod takes
 * its log with it, and those that are gone are the interesting ones.
 */
final class PodLogs implements AutoCloseable {
  static final Path DIRECTORY = Shell.ROOT.resolve("e2e-tests/target/pod-logs");

  private final KubernetesClient client;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> followed = ConcurrentHashMap.newKeySet();
  private final Queue<LogWatch> watches = new ConcurrentLinkedQueue<>();
  private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();

  private PodLogs(KubernetesClient client) {
    this.client = client;
  }

  static PodLogs of(Workspace workspace) {
    PodLogs logs = new PodLogs(workspace.client());
    logs.forgetEarlierRuns();
    logs.follow(
        workspace
            .client()
            .pods()
            .inNamespace(Workspace.SYSTEM)
            .withLabel("app.kubernetes.io/name", "sextant-operator"));
    logs.follow(
        workspace
            .client()
            .pods()
            .inNamespace(workspace.namespace())
            .withLabelIn(Labels.COMPONENT, "router", "server"));
    return logs;
  }

  private void forgetEarlierRuns() {
    try {
      Files.createDirectories(DIRECTORY);
      try (Stream<Path> files = Files.list(DIRECTORY)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(Informable<Pod> pods) {
    informers.add(
        pods.inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(Pod pod) {
                look(pod);
              }

              @Override
              public void onUpdate(Pod before, Pod pod) {
                look(pod);
              }

              @Override
              public void onDelete(Pod pod, boolean unknown) {
                // Its log is gone with it; what was followed is in the file.
              }
            }));
  }

  private void look(Pod pod) {
    for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
      if (container.getState() == null || container.getState().getRunning() == null) {
        continue;
      }
      String name =
          "%s.%s.%s.%d.log"
              .formatted(
                  pod.getMetadata().getNamespace(),
                  pod.getMetadata().getName(),
                  container.getName(),
                  container.getRestartCount());
      if (followed.add(pod.getMetadata().getUid() + name)) {
        var _ = readers.submit(() -> copy(pod, container.getName(), DIRECTORY.resolve(name)));
      }
    }
  }

  private void copy(Pod pod, String container, Path file) {
    try {
      OutputStream out = Files.newOutputStream(file);
      watches.add(
          client
              .pods()
              .inNamespace(pod.getMetadata().getNamespace())
              .withName(pod.getMetadata().getName())
              .inContainer(container)
              .watchLog(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (KubernetesClientException e) {
      // Killed before its log could be asked for.
      System.out.println("no log of " + file.getFileName() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
    watches.forEach(LogWatch::close);
    readers.close();
  }
}
