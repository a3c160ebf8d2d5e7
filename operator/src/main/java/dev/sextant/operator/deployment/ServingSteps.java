package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Owns the steps that a deployment is moved by; every one of them may be repeated. */
final class ServingSteps {
  private final ModelDeployment deployment;
  private final DeploymentObserved seen;
  private final ServingSettings settings;
  private final ServingResources resources;
  private final Ownership ours;

  ServingSteps(ModelDeployment deployment, DeploymentObserved seen, ServingSettings settings) {
    this.deployment = deployment;
    this.seen = seen;
    this.settings = settings;
    this.resources = new ServingResources(deployment, settings);
    this.ours = new Ownership.Child(deployment.getMetadata().getUid());
  }

  /** Publishes a route. */
  Step route(RouteTable table) {
    return new Step.Apply(resources.route(table), ours);
  }

  /** What a deployment needs whatever it serves. */
  List<Step> common() {
    String namespace = deployment.getMetadata().getNamespace();
    return List.of(
        new Step.Apply(resources.frontService(), ours),
        new Step.Apply(resources.disruptionBudget(), ours),
        new Step.Apply(
            RouterResources.deployment(namespace, seen.deployments(), settings),
            RouterResources.OURS),
        new Step.Apply(
            RouterResources.disruptionBudget(namespace, seen.deployments()), RouterResources.OURS));
  }

  /** That many servers of a revision. */
  List<Step> servers(RevisionFacts revision, int count) {
    return List.of(
        new Step.Create(resources.revision(revision), ours),
        new Step.Apply(resources.serverService(revision), ours),
        new Step.Apply(resources.servers(revision, count), ours));
  }

  /** Goes on only when a revision has no servers. */
  Step gone(String revision) {
    return resources.gone(revision, ours);
  }

  /** Ends the servers of all revisions but those, and forgets the oldest revisions. */
  List<Step> retire(List<Optional<RevisionFacts>> kept) {
    List<String> names = kept.stream().flatMap(Optional::stream).map(RevisionFacts::name).toList();
    List<Step> steps = new ArrayList<>();
    Stream.concat(seen.servers().stream().map(ServerFacts::revision), seen.services().stream())
        .filter(revision -> !names.contains(revision))
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
        .forEach(revision -> steps.addAll(resources.deletion(revision, ours)));
    seen.revisions().stream()
        .filter(revision -> !names.contains(revision.name()))
        .sorted(
            Comparator.comparing(RevisionFacts::created)
                .reversed()
                .thenComparing(RevisionFacts::name))
        .skip(deployment.getSpec().history().revisions())
        .forEach(revision -> steps.add(resources.forget(revision.name(), ours)));
    return steps;
  }
}
