package dev.sextant.bench.operator;

import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * TrainingRuns that have ended, each with its snapshot and its version, as months of training every
 * night leave them in one namespace: fifty runs a model. Their sizes are those of samples/rides.
 */
final class FinishedRuns {
  private static final int RUNS_OF_A_MODEL = 50;
  private static final int WRITERS = 8;

  private final KubernetesClient client;
  private final String namespace;

  FinishedRuns(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** A store that is never probed to an end, for there is nobody to run the Job. */
  void createStore() {
    create(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ArtifactStore
        metadata: {name: default, namespace: %s}
        spec: {endpoint: "http://store.example:9000", bucket: lake, credentials: {secretName: keys}}
        """
            .formatted(namespace),
        ArtifactStore.class);
  }

  void create(int count) throws InterruptedException, ExecutionException {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        all.add(writers.submit(() -> createOne(number)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private void createOne(int number) {
    int model = number / RUNS_OF_A_MODEL;
    int turn = number % RUNS_OF_A_MODEL + 1;
    String digest = sha256("digest " + number);
    String input = sha256("input " + number);
    create(fill("snapshot.yaml", model, turn, digest, input), DatasetSnapshot.class);
    create(fill("version.yaml", model, turn, digest, input), ModelVersion.class);
    TrainingRun run =
        Serialization.unmarshal(fill("run.yaml", model, turn, digest, input), TrainingRun.class);
    Resource<TrainingRun> resource = client.resource(run);
    run.getMetadata().setResourceVersion(resource.create().getMetadata().getResourceVersion());
    client.resource(run).updateStatus();
  }

  private <T extends HasMetadata> void create(String yaml, Class<T> type) {
    client.resource(Serialization.unmarshal(yaml, type)).create();
  }

  private String fill(String template, int model, int turn, String digest, String input) {
    return read(template)
        .replace("BASELINES", flow("baselines.yaml"))
        .replace("METRICS", flow("metrics.yaml"))
        .replace("NAMESPACE", namespace)
        .replace("MODEL", "fare-" + model)
        .replace("DATASET", "rides-" + model)
        .replace("TURN", Integer.toString(turn))
        .replace("DIGEST12", digest.substring(0, 12))
        .replace("DIGEST", digest)
        .replace("INPUT40", input.substring(0, 40))
        .replace("INPUT", input);
  }

  /** A list on one line, which fits at any depth. */
  private static String flow(String name) {
    return read(name).strip().replaceAll("\\s+", " ");
  }

  private static String read(String name) {
    try (InputStream in = FinishedRuns.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
