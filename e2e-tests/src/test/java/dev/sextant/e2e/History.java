package dev.sextant.e2e;

import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that was made for work in a namespace since the beginning of the run, by UID, as it
 * was last seen: what is left at the end does not tell what was done twice and cleaned away.
 */
final class History implements AutoCloseable {
  private static final Map<String, History> KEPT = new ConcurrentHashMap<>();

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Map<String, Pod> pods = new ConcurrentHashMap<>();
  private final Map<String, DatasetSnapshot> snapshots = new ConcurrentHashMap<>();
  private final Map<String, ModelVersion> versions = new ConcurrentHashMap<>();
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

  private History() {}

  static History of(Workspace workspace) {
    History history = new History();
    var client = workspace.client();
    String namespace = workspace.namespace();
    history.watch(
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(namespace)
            .withLabel(Labels.MANAGED_BY, Labels.MANAGER),
        history.jobs);
    history.watch(
        client.pods().inNamespace(namespace).withLabel("app.kubernetes.io/name", "sextant-worker"),
        history.pods);
    history.watch(
        client.resources(DatasetSnapshot.class).inNamespace(namespace), history.snapshots);
    history.watch(client.resources(ModelVersion.class).inNamespace(namespace), history.versions);
    KEPT.put(namespace, history);
    return history;
  }

  /** The history that is being written. */
  static History of(String namespace) {
    return KEPT.get(namespace);
  }

  private <T extends HasMetadata> void watch(Informable<T> source, Map<String, T> seen) {
    informers.add(
        source.inform(
            new ResourceEventHandler<>() {
              @Override
              public void onAdd(T object) {
                seen.put(object.getMetadata().getUid(), object);
              }

              @Override
              public void onUpdate(T before, T object) {
                seen.put(object.getMetadata().getUid(), object);
              }

              @Override
              public void onDelete(T object, boolean unknown) {
                seen.put(object.getMetadata().getUid(), object);
              }
            }));
  }

  /** Whether the watches have never ended: a watch that ended may have missed something. */
  boolean isComplete() {
    return informers.stream().allMatch(SharedIndexInformer::isRunning);
  }

  Collection<Job> jobs() {
    return jobs.values();
  }

  Collection<Pod> workerPods() {
    return pods.values();
  }

  Collection<DatasetSnapshot> snapshots() {
    return snapshots.values();
  }

  Collection<ModelVersion> versions() {
    return versions.values();
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
