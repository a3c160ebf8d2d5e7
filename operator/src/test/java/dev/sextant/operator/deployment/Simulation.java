package dev.sextant.operator.deployment;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.sim.Coverage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** One life of a deployment: troubled for a while, then left alone until it is at rest. */
final class Simulation {
  private static final int TROUBLED = 100;
  private static final int LONGEST_REST = 260;
  private static final int STILL = 8;

  /** What the history of {@link SimWorld#spec} keeps, and what serves, goes and comes. */
  private static final int MOST_REVISIONS = 2 + 3;

  private final long seed;
  private final SimWorld world;
  private final SimLaws laws;
  private final SimOperator operator;
  private final Coverage coverage;
  private final List<SimEvent> events;

  Simulation(long seed, Brain brain, Coverage coverage) {
    this.seed = seed;
    this.world = new SimWorld(new SplittableRandom(seed));
    this.laws = new SimLaws(world);
    this.operator = new SimOperator(world, brain, laws);
    this.coverage = coverage;
    this.events = SimEvent.of(seed);
  }

  /** Lives it; returns how many requests were made, or throws what was broken and when. */
  long run() {
    try {
      trouble();
      rest();
      return laws.requests;
    } catch (SimLaws.Broken broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  private void trouble() {
    int calm = world.random.nextInt(4) == 0 ? 20 : 4;
    for (int i = 0; i < TROUBLED; i++) {
      if (world.random.nextInt(calm) == 0) {
        SimEvent event = events.get(world.random.nextInt(events.size()));
        coverage.note(operator.state, event.name());
        event.happen(world, operator, laws);
        world.note();
      }
      pass(false);
    }
  }

  private void rest() {
    String last = "";
    int still = 0;
    for (int i = 0; i < LONGEST_REST; i++) {
      pass(true);
      String unfinished = unfinished().orElse("");
      still = unfinished.isEmpty() ? still + 1 : 0;
      last = unfinished;
      if (still == STILL) {
        return;
      }
    }
    throw new SimLaws.Broken(
        "left alone, it does not come to rest: %s; %s"
            .formatted(last.isEmpty() ? "it comes and goes" : last, operator.state));
  }

  private void pass(boolean calm) {
    world.pass();
    operator.tick(calm);
    laws.tick();
  }

  /** What is still missing of the state that the spec asks for. */
  private Optional<String> unfinished() {
    if (world.status == null) {
      return Optional.of("no status");
    }
    List<Condition> conditions = world.status.conditions();
    boolean stalled = Conditions.isTrue(conditions, ConditionTypes.STALLED);
    boolean ready = Conditions.isReady(conditions);
    Optional<String> serving = world.serving();
    Set<String> left = world.servers.keySet();
    if (!left.equals(world.services)) {
      return Optional.of("Services " + world.services + " for servers " + left);
    }
    if (world.revisions.size() > MOST_REVISIONS) {
      return Optional.of("%d revisions are kept".formatted(world.revisions.size()));
    }
    if (world.replicas == 0) {
      return still(
          serving.isEmpty() && world.servers.values().stream().allMatch(s -> s.pods.isEmpty()),
          ready && reason(ConditionTypes.READY, Reason.Idle),
          "zero replicas and still " + serving + left);
    }
    if (serving.isEmpty()) {
      boolean waits =
          reason(ConditionTypes.RECONCILING, Reason.NoVersion)
              || reason(ConditionTypes.RECONCILING, Reason.VersionNotReady);
      return still(stalled || waits, !ready && left.isEmpty(), "nothing serves, but " + left);
    }
    boolean whole = world.ready(serving.get()) == world.replicas;
    if (!whole || !ready || !left.equals(Set.of(serving.get()))) {
      return Optional.of("serves " + serving + ", servers " + left + ", ready " + ready);
    }
    return stalled ? Optional.empty() : wanted(serving.get());
  }

  private static Optional<String> still(boolean a, boolean b, String what) {
    return a && b ? Optional.empty() : Optional.of(what);
  }

  private boolean reason(String type, Reason reason) {
    return Conditions.find(world.status.conditions(), type)
        .filter(c -> reason.name().equals(c.reason()))
        .isPresent();
  }

  /** Not stalled and nothing going on: then it is what the spec says. */
  private Optional<String> wanted(String serving) {
    RevisionData data = world.servers.get(serving).revision.data();
    if (reason(ConditionTypes.RECONCILING, Reason.VersionNotReady)
        && Conditions.isTrue(world.status.conditions(), ConditionTypes.RECONCILING)) {
      return Optional.empty();
    }
    if (Conditions.isTrue(world.status.conditions(), ConditionTypes.RECONCILING)) {
      return Optional.of("reconciling: " + operator.state);
    }
    if (data.server().threads() != world.threads) {
      return Optional.of("other servers than the spec's");
    }
    if (!world.version.equals("Latest")) {
      return still(world.version.equals(data.model().version()), true, "not what is pinned");
    }
    boolean newer =
        world.versions.values().stream()
            .filter(VersionFacts::ready)
            .filter(v -> v.number() > data.model().number())
            .anyMatch(v -> !world.storeGone && !tried(v));
    return still(!newer, true, "a newer version is left alone");
  }

  private boolean tried(VersionFacts version) {
    return world.status.rejected().stream().anyMatch(r -> r.modelVersion().equals(version.name()));
  }
}
