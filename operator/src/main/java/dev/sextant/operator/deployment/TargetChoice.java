package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeploymentSpec;
import dev.sextant.api.serving.RejectedRevision;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which revision shall serve.
 *
 * <p>{@code Latest} only moves forward: a version that is deleted goes on serving, and a lower
 * number serves again only when somebody pins it.
 */
final class TargetChoice {
  /**
   * How many revisions in a row may fail before older versions are left alone: no more than
   * rejections are remembered, or the first of them would be tried again.
   */
  static final int MOST_TRIED = 10;

  private final String deployment;
  private final ModelDeploymentSpec spec;
  private final DeploymentObserved seen;
  private final List<RejectedRevision> rejected;
  private final ServingSettings settings;

  TargetChoice(
      String deployment,
      ModelDeploymentSpec spec,
      DeploymentObserved seen,
      List<RejectedRevision> rejected,
      ServingSettings settings) {
    this.deployment = deployment;
    this.spec = spec;
    this.seen = seen;
    this.rejected = rejected;
    this.settings = settings;
  }

  /** The revision that shall serve, given the one that does. */
  Target choose(Optional<RevisionFacts> stable) {
    return spec.version().equals("Latest") ? latest(stable) : pinned(stable);
  }

  /**
   * The rejections to remember when there is one more, newest first. Where they are too many, the
   * one is forgotten that would be tried last: any other would be tried again at once, and the next
   * after it, for ever.
   */
  List<RejectedRevision> remembered(RejectedRevision newest, Optional<RevisionFacts> stable) {
    List<RejectedRevision> all = Stream.concat(Stream.of(newest), rejected.stream()).toList();
    List<String> order =
        Stream.concat(
                Stream.of(newest.revision()),
                candidates(stable).able().stream().map(RevisionFacts::name))
            .toList();
    Set<RejectedRevision> kept =
        all.stream()
            .sorted(Comparator.comparingInt(r -> place(r.revision(), order)))
            .limit(MOST_TRIED)
            .collect(Collectors.toSet());
    return all.stream().filter(kept::contains).toList();
  }

  private static int place(String revision, List<String> order) {
    int place = order.indexOf(revision);
    return place < 0 ? order.size() : place;
  }

  /**
   * What Latest may come to.
   *
   * @param newer the versions newer than the one that serves
   * @param able the revisions that can be tried, in that order
   * @param obstacles what keeps others from it
   */
  private record Candidates(
      List<VersionFacts> newer, List<RevisionFacts> able, List<Verdict> obstacles) {}

  private Candidates candidates(Optional<RevisionFacts> stable) {
    int floor =
        stable
            .map(s -> s.data().model())
            .filter(m -> m.model().equals(spec.model()))
            .map(ServedModel::number)
            .orElse(0);
    List<VersionFacts> newer =
        seen.versions().stream()
            .filter(v -> v.model().equals(spec.model()) && v.number() > floor)
            .sorted(Comparator.comparingInt(VersionFacts::number).reversed())
            .toList();
    List<RevisionFacts> able = new ArrayList<>();
    List<Verdict> obstacles = new ArrayList<>();
    for (VersionFacts version : newer) {
      if (areTried(able)) {
        break;
      }
      switch (version.ready() ? of(version) : notReady(version)) {
        case Target.Revision(var revision) -> able.add(revision);
        case Target.Unchanged(var why) -> obstacles.add(why);
      }
    }
    if (!areTried(able)) {
      stable.map(s -> known(s.data().model())).ifPresent(able::add);
    }
    return new Candidates(newer, able, obstacles);
  }

  /** Whether as many of them failed as may. */
  private boolean areTried(List<RevisionFacts> able) {
    return able.stream().filter(r -> rejection(r).isPresent()).count() >= MOST_TRIED;
  }

  private Target latest(Optional<RevisionFacts> stable) {
    Candidates candidates = candidates(stable);
    List<RevisionFacts> able = candidates.able();
    List<Verdict> obstacles = candidates.obstacles();
    Optional<RevisionFacts> first = able.stream().filter(r -> rejection(r).isEmpty()).findFirst();
    Optional<Verdict> obstacle =
        able.stream()
            .findFirst()
            .flatMap(this::rejection)
            .map(r -> refused(r))
            .or(() -> obstacles.stream().filter(Verdict.Stalled.class::isInstance).findFirst())
            .or(() ->
                foreign(stable)
                    .filter(f -> candidates.newer().isEmpty())
                    .map(f -> nothing(obstacles)));
    // What keeps newer versions from serving is said while there is nothing else left to try.
    if (first.isPresent() && (obstacle.isEmpty() || !isStable(first.get(), stable))) {
      return new Target.Revision(first.get());
    }
    return new Target.Unchanged(obstacle.orElseGet(() -> nothing(obstacles)));
  }

  /** What serves, where that is a version of another model than the spec names by now. */
  private Optional<RevisionFacts> foreign(Optional<RevisionFacts> stable) {
    return stable.filter(s -> !s.data().model().model().equals(spec.model()));
  }

  private Verdict nothing(List<Verdict> obstacles) {
    return obstacles.stream()
        .findFirst()
        .orElse(
            Verdict.progressing(
                Reason.NoVersion,
                "spec.model: model '%s' has no version yet; a TrainingRun with that model makes one"
                    .formatted(spec.model())));
  }

  private Target pinned(Optional<RevisionFacts> stable) {
    Optional<VersionFacts> version =
        seen.versions().stream().filter(v -> v.name().equals(spec.version())).findFirst();
    if (version.isEmpty()) {
      return stable
          .filter(s -> s.data().model().version().equals(spec.version()))
          .map(s -> unlessRejected(known(s.data().model())))
          .orElseGet(() ->
              stalled(
                  Reason.VersionNotFound,
                  "spec.version: ModelVersion '%s' does not exist in this namespace; create it or fix the name"
                      .formatted(spec.version())));
    }
    if (!version.get().model().equals(spec.model())) {
      return stalled(
          Reason.InvalidSpec,
          "spec.version: ModelVersion '%s' is a version of model '%s', not of '%s'; name one of this model"
              .formatted(spec.version(), version.get().model(), spec.model()));
    }
    if (!version.get().ready()) {
      return notReady(version.get());
    }
    return switch (of(version.get())) {
      case Target.Revision(var revision) -> unlessRejected(revision);
      case Target.Unchanged unchanged -> unchanged;
    };
  }

  private Target unlessRejected(RevisionFacts revision) {
    return rejection(revision)
        .<Target>map(r -> new Target.Unchanged(refused(r)))
        .orElse(new Target.Revision(revision));
  }

  private Target of(VersionFacts version) {
    StoreFacts store = seen.stores().get(version.store());
    if (store == null) {
      return stalled(
          Reason.StoreNotFound,
          "spec.version: ModelVersion '%s' is in ArtifactStore '%s', which does not exist in this namespace; create it"
              .formatted(version.name(), version.store()));
    }
    return new Target.Revision(known(ServedModel.of(version, store)));
  }

  /** The revision that exists under the same name, with the images that it was made with. */
  private RevisionFacts known(ServedModel model) {
    RevisionData data = RevisionData.of(model, spec.server(), settings);
    String name = data.revisionName(deployment);
    return seen.revision(name).orElseGet(() -> RevisionFacts.planned(name, data));
  }

  private Optional<RejectedRevision> rejection(RevisionFacts revision) {
    return rejected.stream().filter(r -> r.revision().equals(revision.name())).findFirst();
  }

  private static Verdict refused(RejectedRevision rejected) {
    return new Verdict.Stalled(Rejection.claim(rejected), Optional.empty());
  }

  private static boolean isStable(RevisionFacts revision, Optional<RevisionFacts> stable) {
    return stable.filter(s -> s.name().equals(revision.name())).isPresent();
  }

  private Target notReady(VersionFacts version) {
    return new Target.Unchanged(
        Verdict.progressing(
            Reason.VersionNotReady,
            "spec.version: %s ModelVersion '%s', which is not Ready; its own conditions say why, and it is served once it is"
                .formatted(
                    spec.version().equals("Latest") ? "Latest is" : "it names", version.name())));
  }

  private static Target stalled(Reason reason, String message) {
    return new Target.Unchanged(Verdict.stalled(reason, message));
  }
}
