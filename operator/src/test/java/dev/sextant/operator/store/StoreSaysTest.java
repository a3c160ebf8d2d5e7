package dev.sextant.operator.store;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.job.Troubles;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.shell.Sayings;
import dev.sextant.operator.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreSaysTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:01Z");

  private final ArtifactStore store = Samples.store("ns");
  private final String probe = StoreProbe.of(store).name(1);
  private final Sayings sayings = new Sayings(store);

  @Test
  void saysWhatTheFileSays() {
    sayings.in("it was never looked at", decide(List.of(), NOW));
    Troubles.waits(probe).forEach(this::in);
    in("its probe runs", Troubles.runs(probe));
    in("its probe has succeeded", Troubles.succeeded(probe));
    Troubles.stores(probe).forEach(this::in);
    Troubles.failures(probe).forEach(this::in);
    remember(decide(List.of(Troubles.succeeded(probe)), NOW));
    sayings.in(
        "it was fine and is probed again",
        decide(List.of(Troubles.succeeded(probe)), NOW.plusSeconds(3_600)));
    remember(decide(List.of(Troubles.stores(probe).get("the store says WrongCredentials")), NOW));
    sayings.in("it was not and is probed again", decide(List.of(), NOW.plusSeconds(300)));

    sayings.assertMatches("artifactstore.txt");
  }

  private void in(String situation, JobFacts job) {
    sayings.in(situation, decide(List.of(job), NOW));
  }

  private Plan<ArtifactStoreStatus> decide(List<JobFacts> jobs, Instant now) {
    return StoreDecider.decide(
        store,
        new StoreObserved(jobs, Optional.empty()),
        new JobSettings("worker:1", "IfNotPresent", "http://operator:8080"),
        now);
  }

  private void remember(Plan<ArtifactStoreStatus> plan) {
    store.setStatus(
        StoreReconciler.SHAPE
            .decorate()
            .with(
                plan.next(),
                1,
                Conditions.apply(List.of(), 1, plan.verdict(), plan.domain(), NOW)));
  }
}
