package dev.sextant.operator.sim;

import dev.sextant.operator.job.JobFacts;

/** Watches that no Job of an object that is suspended goes on. */
public final class PauseLaw {
  /** How many ticks an operator that is troubled itself may need to suspend a Job. */
  private static final int LONGEST_PAUSING = 25;

  private final SimWorld<?, ?, ?, ?> world;
  private long pausedSince = Long.MAX_VALUE;

  /** A law of that world. */
  public PauseLaw(SimWorld<?, ?, ?, ?> world) {
    this.world = world;
  }

  /** Looks at what is. */
  public void look(boolean paused) {
    pausedSince = paused ? Math.min(pausedSince, world.tick) : Long.MAX_VALUE;
    if (paused && world.tick - pausedSince > LONGEST_PAUSING && goes()) {
      throw new Broken("it is suspended, and its Job goes on");
    }
  }

  private boolean goes() {
    return world.jobs.all().stream()
        .anyMatch(j ->
            world.lives(j.owner())
                && j.isActive()
                && j.facts().phase() != JobFacts.Phase.Suspended);
  }
}
