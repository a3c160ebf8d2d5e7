package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.sim.Coverage;
import dev.sextant.operator.sim.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingSimulationTest {
  private static final int SEEDS = 400;
  private static final int EVENTS = 60;

  @Test
  void neverTrainsTwiceAndAlwaysEndsWhateverHappens() {
    Coverage coverage = new Coverage();

    Seeds.upTo(SEEDS)
        .forEach(seed ->
            assertThat(live(seed, TrainingDecider::decide, coverage))
                .as("seed %d", seed)
                .isEmpty());

    System.out.println(coverage.table());
    assertThat(coverage.states()).contains("New", "Running+Running", "Succeeded", "Failed");
  }

  @ParameterizedTest
  @EnumSource(Mutant.class)
  void findsThePlantedFault(Mutant mutant) {
    Optional<String> found =
        Seeds.upTo(SEEDS)
            .mapToObj(seed -> live(seed, mutant.brain(), new Coverage()))
            .flatMap(Optional::stream)
            .findFirst();

    assertThat(found).as("%s survives", mutant).isPresent();
  }

  private static Optional<String> live(long seed, TrainingWorld.Brain brain, Coverage coverage) {
    SplittableRandom random = new SplittableRandom(seed);
    TrainingWorld world = new TrainingWorld(random, brain);
    TrainingWorld.Event[] events = TrainingWorld.Event.values();
    for (int i = 0; i < EVENTS && world.broken == null; i++) {
      TrainingWorld.Event event =
          random.nextInt(3) == 0
              ? TrainingWorld.Event.Reconcile
              : events[random.nextInt(events.length)];
      coverage.note(world.state(), event.name());
      world.happen(event);
    }
    world.settle();
    return Optional.ofNullable(world.broken);
  }

  /** Faults that somebody might make. */
  enum Mutant {
    /** It forgets that it has ended. */
    ForgetsTheLatch {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) -> {
          TrainingRun copy = copy(run, s -> TrainingMutants.latch(s, null));
          return TrainingDecider.decide(copy, seen, settings, now);
        };
      }
    },
    /** It does not look for a version with the same inputs, in the cache or on the server. */
    NeverReuses {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) ->
            withSteps(
                TrainingDecider.decide(
                    run, TrainingMutants.versions(seen, List.of()), settings, now),
                step ->
                    step instanceof Step.Create create
                        ? new Step.Create(create.resource(), create.ownership())
                        : step);
      }
    },
    /** It trusts its cache alone before it begins. */
    TrustsTheCache {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) ->
            withSteps(
                TrainingDecider.decide(run, seen, settings, now),
                step ->
                    step instanceof Step.Create create
                        ? new Step.Create(create.resource(), create.ownership())
                        : step);
      }
    },
    /** It looks for the newest snapshot at every pass. */
    RepinsTheSnapshot {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) ->
            run.getStatus() != null && run.getStatus().terminalHash() != null
                ? TrainingDecider.decide(run, seen, settings, now)
                : TrainingDecider.decide(
                    copy(run, s -> TrainingMutants.pin(s, null)), seen, settings, now);
      }
    },
    /** It says success before the version is registered. */
    SkipsTheVersion {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) -> {
          Plan<TrainingRunStatus> plan = TrainingDecider.decide(run, seen, settings, now);
          return new Plan<>(
              plan.safety(),
              plan.work().stream().filter(s -> !(s instanceof Step.Register)).toList(),
              plan.verdict(),
              plan.domain(),
              plan.next(),
              plan.wakeUp());
        };
      }
    },
    /** It begins although it is suspended. */
    IgnoresSuspend {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) ->
            TrainingDecider.decide(TrainingMutants.resumed(run), seen, settings, now);
      }
    },
    /** It never asks for the result again. */
    GivesUpOnTheResult {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) -> {
          Plan<TrainingRunStatus> plan = TrainingDecider.decide(run, seen, settings, now);
          boolean asked = run.getStatus() != null && "Running".equals(run.getStatus().phase());
          return asked
              ? new Plan<>(
                  plan.safety(),
                  plan.work().stream().filter(s -> !(s instanceof Step.ReadResult)).toList(),
                  plan.verdict(),
                  plan.domain(),
                  plan.next(),
                  plan.wakeUp())
              : plan;
        };
      }
    },
    /** It begins in the pass in which it pins, before the pin is written. */
    BeginsBeforeThePinIsWritten {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) -> {
          Plan<TrainingRunStatus> first = TrainingDecider.decide(run, seen, settings, now);
          if (run.getStatus() != null && run.getStatus().snapshot() != null) {
            return first;
          }
          return TrainingDecider.decide(copy(run, s -> first.next()), seen, settings, now);
        };
      }
    },
    /** It does not see Jobs that have been suspended. */
    NeverResumes {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) -> {
          Plan<TrainingRunStatus> plan = TrainingDecider.decide(run, seen, settings, now);
          return new Plan<>(
              plan.safety(),
              plan.work().stream()
                  .filter(s -> !(s instanceof Step.Merge m && m.json().contains("false")))
                  .toList(),
              plan.verdict(),
              plan.domain(),
              plan.next(),
              plan.wakeUp());
        };
      }
    },
    /** It calls a failed Job a success-to-be and waits. */
    WaitsForAFailedJob {
      @Override
      TrainingWorld.Brain brain() {
        return (run, seen, settings, now) -> {
          boolean failed = seen.jobs().stream().anyMatch(j -> j.phase() == JobFacts.Phase.Failed);
          return failed
              ? Plan.say(
                  Verdict.progressing(dev.sextant.operator.kernel.Reason.Training, "waiting"),
                  TrainingReconciler.SHAPE.of(run))
              : TrainingDecider.decide(run, seen, settings, now);
        };
      }
    };

    abstract TrainingWorld.Brain brain();

    private static TrainingRun copy(TrainingRun run, UnaryOperator<TrainingRunStatus> change) {
      TrainingRun copy = new TrainingRun();
      copy.setMetadata(run.getMetadata());
      copy.setSpec(run.getSpec());
      copy.setStatus(change.apply(TrainingReconciler.SHAPE.of(run)));
      return copy;
    }

    private static Plan<TrainingRunStatus> withSteps(
        Plan<TrainingRunStatus> plan, UnaryOperator<Step> change) {
      return new Plan<>(
          plan.safety(),
          plan.work().stream().map(change).toList(),
          plan.verdict(),
          plan.domain(),
          plan.next(),
          plan.wakeUp());
    }
  }

  @Test
  void theSecondDecisionHasNoStepsAndSaysTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    TrainingWorld world = new TrainingWorld(random, TrainingDecider::decide);
    world.settle();
    TrainingRunStatus before = world.status();

    world.happen(TrainingWorld.Event.TimePasses);
    world.happen(TrainingWorld.Event.Reconcile);

    assertThat(world.broken).isNull();
    assertThat(world.status()).isEqualTo(before);
    assertThat(world.trained).hasSize(1);
  }
}
