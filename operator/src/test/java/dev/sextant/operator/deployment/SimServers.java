package dev.sextant.operator.deployment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Plays the Deployment of one revision, its controller and its pods. */
final class SimServers {
  /** How long a server that is to end still answers. */
  static final int DRAIN = 5;

  /** One server. */
  static final class Pod {
    private final boolean broken;
    private final long readyAt;
    private long downUntil;
    private long goneAt = Long.MAX_VALUE;
    private boolean answered;

    Pod(boolean broken, long readyAt) {
      this.broken = broken;
      this.readyAt = readyAt;
    }

    boolean ready(long tick) {
      return !ending() && !broken && tick >= readyAt && tick >= downUntil;
    }

    boolean answers(long tick) {
      return ending() ? answered && tick < goneAt : ready(tick);
    }

    boolean ending() {
      return goneAt != Long.MAX_VALUE;
    }

    void end(long tick) {
      if (!ending()) {
        answered = ready(tick);
        goneAt = tick + DRAIN;
      }
    }

    void crash(long tick, int ticks) {
      downUntil = tick + ticks;
    }
  }

  final RevisionFacts revision;
  final boolean broken;
  final List<Pod> pods = new ArrayList<>();
  private final Instant created;
  int wanted;
  boolean deleted;
  private long generation = 1;
  private long observed;
  private int ready;
  private int updated;

  SimServers(RevisionFacts revision, boolean broken, int wanted, Instant created) {
    this.revision = revision;
    this.broken = broken;
    this.wanted = wanted;
    this.created = created;
  }

  void scale(int replicas) {
    if (replicas != wanted) {
      wanted = replicas;
      generation++;
    }
  }

  void delete(long tick) {
    deleted = true;
    pods.forEach(p -> p.end(tick));
  }

  /** The controller is late at times, and its status with it. */
  void tick(long tick, RandomGenerator random) {
    pods.removeIf(p -> p.ending() && tick >= p.goneAt);
    if (deleted || random.nextInt(10) < 4) {
      return;
    }
    observed = generation;
    List<Pod> running =
        new ArrayList<>(
            pods.stream()
                .filter(p -> !p.ending())
                .sorted(Comparator.comparing((Pod p) -> p.ready(tick)))
                .toList());
    for (int i = running.size(); i < wanted; i++) {
      pods.add(new Pod(broken, tick + 1 + random.nextInt(8)));
    }
    running.stream().limit(Math.max(0, running.size() - wanted)).forEach(p -> p.end(tick));
    ready = ready(tick);
    updated = (int) pods.stream().filter(p -> !p.ending()).count();
  }

  int ready(long tick) {
    return (int) pods.stream().filter(p -> p.ready(tick)).count();
  }

  ServerFacts facts() {
    return new ServerFacts(
        revision.name(), wanted, ready, updated, observed >= generation, created, Optional.empty());
  }
}
