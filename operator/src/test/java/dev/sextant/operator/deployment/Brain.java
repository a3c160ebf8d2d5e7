package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.operator.kernel.Plan;
import java.time.Instant;

/** What decides in a simulated world: the real decider, or one with a planted fault. */
interface Brain {
  Plan<ModelDeploymentStatus> decide(
      ModelDeployment deployment, DeploymentObserved seen, Instant now);

  /** The real one. */
  static Brain real() {
    return (deployment, seen, now) ->
        DeploymentDecider.decide(deployment, seen, SimWorld.SETTINGS, now);
  }
}
