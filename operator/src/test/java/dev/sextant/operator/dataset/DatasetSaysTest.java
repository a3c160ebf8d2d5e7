package dev.sextant.operator.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.contracts.Json;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.job.Troubles;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.shell.Sayings;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetSaysTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:01Z");

  private final Dataset dataset = Samples.dataset("ns");
  private final Results.Answer result =
      new Results.Answer.Read(
          Samples.snapshotResult("a".repeat(64), DatasetJobs.hash(dataset.getSpec())));
  private final Sayings sayings = new Sayings(dataset);
  private Optional<StoreFacts> store = store(true, "");
  private Map<String, Results.Answer> answers = Map.of("job-uid", result);
  private List<DatasetSnapshot> snapshots = List.of();

  @Test
  void saysWhatTheFileSays() {
    waitsForItsStore();
    cannotBeFollowed();
    sayings.in("its store is Ready", decide(List.of()));
    Troubles.waits(job()).forEach(this::in);
    in("its job runs", Troubles.runs(job()));
    Troubles.stores(job()).forEach(this::in);
    Troubles.failures(job()).forEach(this::in);
    suspended();
    ends();

    sayings.assertMatches("dataset.txt");
  }

  private void waitsForItsStore() {
    store = Optional.empty();
    sayings.in("its store does not exist", decide(List.of()));
    store = store(false, "spec.bucket: the bucket does not exist; create it");
    sayings.in("its store is not Ready", decide(List.of()));
    store = store(true, "");
  }

  private void cannotBeFollowed() {
    DatasetSpec good = dataset.getSpec();
    dataset.setSpec(Samples.dataset("ns", "pickup.getHour()").getSpec());
    sayings.in("a feature does not compile", decide(List.of()));
    dataset.setSpec(with("rows", "{\"keepWhen\": \"fare > \"}"));
    sayings.in("the filter of rows does not compile", decide(List.of()));
    dataset.setSpec(with("timeZone", "\"Europe/Berlim\""));
    sayings.in("a time zone is none", decide(List.of()));
    dataset.setSpec(with("refresh", "{\"schedule\": \"0 3 * *\"}"));
    sayings.in("a schedule is none", decide(List.of()));
    dataset.setSpec(
        Yaml.read(
                Serialization.asYaml(Samples.dataset("ns")).replace("ride_id", "distance"),
                Dataset.class)
            .getSpec());
    sayings.in("a column is declared twice", decide(List.of()));
    dataset.setSpec(good);
  }

  private void suspended() {
    DatasetSpec good = dataset.getSpec();
    dataset.setSpec(with("suspend", "true"));
    sayings.in("it is suspended", decide(List.of()));
    dataset.setSpec(good);
  }

  private void ends() {
    JobFacts done = Troubles.succeeded(job());
    answers = Map.of();
    in("its job has succeeded", done);
    answers =
        Map.of(
            "job-uid",
            new Results.Answer.Unreadable(
                "the store at http://store.example:9000 did not give the result: HTTP status 503; it is tried again",
                NOW));
    in("the result cannot be read", done);
    Optional<StoreFacts> there = store;
    store = Optional.empty();
    in("its store is gone before the result is read", done);
    store = there;
    answers = Map.of("job-uid", new Results.Answer.Read(Samples.modelResult("a".repeat(64), "in")));
    in("the worker is of another version", done);
    answers = Map.of("job-uid", result);
    Plan<DatasetStatus> made = decide(List.of(done));
    sayings.in("it has a snapshot", made);
    DatasetSnapshot snapshot =
        (DatasetSnapshot) ((Step.Register) made.steps().getFirst()).resource();
    snapshot.getMetadata().setCreationTimestamp(NOW.toString());
    snapshots = List.of(snapshot);
    sayings.in("a snapshot of an earlier Dataset of that name fits", decide(List.of()));
    dataset.setStatus(
        DatasetStatuses.with(
            made.next(), 1, Conditions.apply(List.of(), 1, made.verdict(), made.domain(), NOW)));
    dataset.setSpec(with("refresh", "{\"token\": \"again\"}"));
    sayings.in("it is refreshed", decide(List.of(Troubles.runs(job()))));
    sayings.in(
        "its refresh fails",
        decide(List.of(Troubles.failures(job()).get("the container used too much memory"))));
  }

  private String job() {
    return Names.job("snapshot", "rides", DatasetDecider.work(dataset.getSpec(), NOW), 1);
  }

  private void in(String situation, JobFacts job) {
    sayings.in(situation, decide(List.of(job)));
  }

  private Plan<DatasetStatus> decide(List<JobFacts> jobs) {
    return DatasetDecider.decide(
        dataset,
        new DatasetObserved(store, jobs, answers, snapshots, Set.of(), Optional.empty()),
        new JobSettings("worker:1", "IfNotPresent", "http://operator:8080"),
        NOW);
  }

  /** The spec with one field more or other. */
  private static DatasetSpec with(String field, String json) {
    GenericKubernetesResource changed =
        Yaml.read(Serialization.asYaml(Samples.dataset("ns")), GenericKubernetesResource.class);
    Map<String, Object> spec = changed.get("spec");
    spec.put(field, json(json));
    return Yaml.read(Serialization.asYaml(changed), Dataset.class).getSpec();
  }

  private static Object json(String text) {
    return Json.mapper().convertValue(Json.read(text, JsonNode.class), Object.class);
  }

  private static Optional<StoreFacts> store(boolean ready, String message) {
    return Optional.of(Samples.store(ready, message));
  }
}
