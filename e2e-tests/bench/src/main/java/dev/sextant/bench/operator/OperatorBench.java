package dev.sextant.bench.operator;

import static org.awaitility.Awaitility.await;

import dev.sextant.bench.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** Measures the start, the memory and the rest of an operator with and without many objects. */
final class OperatorBench {
  private static final String WORKSPACE = "team";
  private static final Duration SETTLED = Duration.ofMinutes(8);

  /** How long nothing must have been written before an operator is taken to be at rest. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Path root;
  private final Path logs;
  private final ApiServer api;
  private final int runs;
  private final Duration rest;
  private final Figures figures = new Figures();

  private OperatorBench(Path root, Path logs, ApiServer api, int runs, Duration rest) {
    this.root = root;
    this.logs = logs;
    this.api = api;
    this.runs = runs;
    this.rest = rest;
  }

  /** Arguments: the repository, the version of Kubernetes, a folder to work in, the table. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Path work = Path.of(arguments[2]);
    try (ApiServer api = ApiServer.start(arguments[1], root.resolve("crds/generated"), work)) {
      OperatorBench bench =
          new OperatorBench(
              root,
              work.resolve("logs"),
              api,
              Integer.getInteger("bench.runs", 1_000),
              Duration.ofSeconds(Integer.getInteger("bench.rest", 60)));
      bench.measure();
      bench.figures.write(Path.of(arguments[3]));
    }
    // The API server's library leaves threads behind.
    System.exit(0);
  }

  private record Seen(
      double startNanos,
      double startCpuNanos,
      double residentBytes,
      double liveBytes,
      Writes writes) {}

  private void measure() throws IOException, InterruptedException, ExecutionException {
    api.namespace(OperatorProcess.NAMESPACE);
    api.namespace(WORKSPACE);
    Seen empty = look("operator-empty", Duration.ofSeconds(10));
    FinishedRuns finished = new FinishedRuns(api.client(), WORKSPACE);
    finished.createStore();
    finished.create(runs);
    firstSight();
    Seen full = look("operator-full", rest);
    tell(empty, full);
  }

  /** The first operator to see the objects writes what it thinks of them. */
  private void firstSight() throws IOException {
    Writes before = api.writes();
    long began = System.nanoTime();
    try (OperatorProcess operator = start("operator-first")) {
      operator.awaitReady();
      settle(operator);
      System.out.printf(
          "first sight of %d runs: %d writes %s, at rest after %s%n",
          runs,
          api.writes().since(before).total(),
          api.writes().since(before).counts(),
          Figures.time((double) (System.nanoTime() - began - QUIET.toNanos())));
    }
  }

  private Seen look(String name, Duration watched) throws IOException, InterruptedException {
    try (OperatorProcess operator = start(name)) {
      long ready = operator.awaitReady();
      settle(operator);
      double reconciled = operator.reconciliations();
      long cpu = operator.cpuNanos();
      Writes before = api.writes();
      pause(watched);
      Writes writes = api.writes().since(before);
      Seen seen =
          new Seen(
              (double) ready,
              (double) cpu,
              (double) operator.residentBytes(),
              (double) operator.liveBytes(),
              writes);
      System.out.printf(
          Locale.ROOT,
          "%s: ready after %s, at rest after %s of processor time, RSS %s, live heap %s, in %d s at rest %d writes %s, %.0f reconciliations, processor %.2f %%, %.0f reconciliations before%n",
          name,
          Figures.time((double) ready),
          Figures.time((double) cpu),
          Figures.mebibytes(seen.residentBytes()),
          Figures.mebibytes(seen.liveBytes()),
          watched.toSeconds(),
          writes.total(),
          writes.counts(),
          operator.reconciliations() - reconciled,
          100.0 * (operator.cpuNanos() - cpu) / watched.toNanos(),
          reconciled);
      return seen;
    }
  }

  private OperatorProcess start(String name) throws IOException {
    return OperatorProcess.start(root, api.kubeconfig(), logs, name);
  }

  /** Waits until nothing is left to be looked at, and nothing has been written for a while. */
  private void settle(OperatorProcess operator) {
    AtomicReference<Writes> last = new AtomicReference<>(api.writes());
    await()
        .atMost(SETTLED)
        .pollInterval(QUIET)
        .until(() -> {
          Writes now = api.writes();
          long written = now.since(last.getAndSet(now)).total();
          return written == 0 && operator.waiting() == 0;
        });
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await().atMost(time.plusSeconds(30)).until(() -> System.nanoTime() >= end);
  }

  private void tell(Seen empty, Seen full) {
    String with = String.format(Locale.ROOT, "with %,d finished runs", runs);
    String objects =
        "each with its snapshot and version, in one namespace; real kube-apiserver and etcd, heap limit of the chart (256 MiB)";
    figures
        .beside(
            "start to ready, " + with,
            full.startNanos(),
            "nothing to watch",
            empty.startNanos(),
            Figures::time,
            "process start to /q/health/ready; " + objects)
        .beside(
            "processor time from start to rest, " + with,
            full.startCpuNanos(),
            "nothing to watch",
            empty.startCpuNanos(),
            Figures::time,
            "until no object waits and nothing was written for %d s; every object is looked at once"
                .formatted(QUIET.toSeconds()))
        .beside(
            "memory (RSS), " + with,
            full.residentBytes(),
            "nothing to watch",
            empty.residentBytes(),
            Figures::mebibytes,
            "at rest, before a collection is asked for; " + objects)
        .beside(
            "live heap, " + with,
            full.liveBytes(),
            "nothing to watch",
            empty.liveBytes(),
            Figures::mebibytes,
            "after a full collection; "
                + String.format(
                    Locale.ROOT,
                    "%.1f KiB a run",
                    (full.liveBytes() - empty.liveBytes()) / 1024.0 / runs))
        .alone(
            "API writes at rest, " + with,
            full.writes().total() + " in " + rest.toSeconds() + " s",
            "0",
            "apiserver_request_total of all writing verbs, leases left out"
                + (full.writes().total() == 0 ? "" : ": " + full.writes().counts()));
  }
}
