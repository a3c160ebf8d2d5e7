package dev.sextant.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Kills the operator, without a word of warning, while something is done: a bounded number of
 * times, after pauses that a seed decides ({@code -Dsextant.seed}).
 */
final class OperatorKiller implements AutoCloseable {
  private static final long SEED = Long.getLong("sextant.seed", 7);
  private static final int FIRST_MILLIS = 6_000;
  private static final int SHORTEST_MILLIS = 8_000;
  private static final int LONGEST_MILLIS = 30_000;

  private final Workspace workspace = Workspace.of(Stage.NAMESPACE);
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<String> kills = new ArrayList<>();
  private final Random random;
  private final int atMost;

  private OperatorKiller(String work, int atMost) {
    this.random = new Random(SEED ^ work.hashCode());
    this.atMost = atMost;
    var _ = clock.schedule(this::strike, random.nextInt(FIRST_MILLIS), TimeUnit.MILLISECONDS);
  }

  /** Begins; ends when it is closed, or after that many kills. */
  static OperatorKiller during(String work, int atMost) {
    return new OperatorKiller(work, atMost);
  }

  private synchronized void strike() {
    for (Pod pod : operators()) {
      workspace.client().resource(pod).withGracePeriod(0).delete();
      kills.add(Instant.now() + " " + pod.getMetadata().getName());
    }
    if (kills.size() < atMost) {
      int pause = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
      var _ = clock.schedule(this::strike, pause, TimeUnit.MILLISECONDS);
    }
  }

  private List<Pod> operators() {
    return workspace
        .client()
        .pods()
        .inNamespace(Workspace.SYSTEM)
        .withLabel("app.kubernetes.io/name", "sextant-operator")
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** When and whom; says so in the output of the test, for those who look for a cause. */
  synchronized List<String> kills() {
    return List.copyOf(kills);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    System.out.println("the operator was killed: " + kills());
  }
}
