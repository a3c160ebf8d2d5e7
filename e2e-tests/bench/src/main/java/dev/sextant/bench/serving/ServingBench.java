package dev.sextant.bench.serving;

import dev.sextant.bench.Figures;
import dev.sextant.bench.Samples;
import dev.sextant.bench.load.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * Measures the router in front of a server, the server alone, and an echo, in turns: what disturbs
 * the machine disturbs all of them.
 */
final class ServingBench {
  private static final int CALLERS = 32;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final int FEWEST_WARM_UPS = 3;
  private static final int MOST_WARM_UPS = 12;

  /** Far from the limit, so that latency is not the length of a queue. */
  private static final double SHARE_OF_LIMIT = 0.25;

  private final int rounds;
  private final Duration time;
  private final Figures figures = new Figures();

  private ServingBench(int rounds, Duration time) {
    this.rounds = rounds;
    this.time = time;
  }

  /** Arguments: the repository, a model directory, a folder to work in, the table to write. */
  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[3]);
    ServingBench bench =
        new ServingBench(
            Integer.getInteger("bench.rounds", 3),
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 3)));
    try (Stand stand =
        new Stand(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]))) {
      requireSameAnswer(stand);
      bench.rest(stand);
      bench.grpc(stand);
    }
    bench.figures.write(table);
  }

  /** A router that answers something else would be measured for nothing. */
  private static void requireSameAnswer(Stand stand) throws IOException {
    String direct = stand.serverPorts().restTarget().ask();
    String routed = stand.routerPorts().restTarget().ask();
    if (!direct.equals(routed) || !direct.contains("\"prediction\"")) {
      throw new IllegalStateException(
          "the server answers %s, and through the router %s".formatted(direct, routed));
    }
    System.out.println("answer: " + direct);
  }

  private void rest(Stand stand) throws IOException {
    try (Contestant router =
            new Contestant("REST router", stand.routerPorts().restTarget(), stand.router());
        Contestant server =
            new Contestant("REST server", stand.serverPorts().restTarget(), stand.server());
        Contestant echo =
            new Contestant("REST echo", stand.echoPorts().restTarget(), stand.echo())) {
      measure(router, server, echo);
      tell("REST", router, server, echo);
    }
  }

  private void grpc(Stand stand) throws IOException {
    try (Contestant router =
            new Contestant("gRPC router", stand.routerPorts().grpcTarget(), stand.router());
        Contestant server =
            new Contestant("gRPC server", stand.serverPorts().grpcTarget(), stand.server());
        Contestant echo =
            new Contestant("gRPC echo", stand.echoPorts().grpcTarget(), stand.echo())) {
      measure(router, server, echo);
      tell("gRPC", router, server, echo);
    }
  }

  private void measure(Contestant router, Contestant server, Contestant echo) throws IOException {
    List<Contestant> all = List.of(router, server, echo);
    for (Contestant one : all) {
      one.warmUp(Shape.closed(CALLERS, WARM_UP), FEWEST_WARM_UPS, MOST_WARM_UPS);
    }
    for (int round = 0; round < rounds; round++) {
      for (Contestant one : all) {
        one.throughput(Shape.closed(CALLERS, time));
      }
    }
    double rate = rate(router);
    for (int round = 0; round < rounds; round++) {
      for (Contestant one : all) {
        one.latency(Shape.paced(CALLERS, time, rate));
      }
    }
  }

  private static double rate(Contestant router) {
    return Math.max(100, Math.floor(router.perSecond().median() * SHARE_OF_LIMIT / 100) * 100);
  }

  private void tell(String protocol, Contestant router, Contestant server, Contestant echo) {
    String closed = CALLERS + " callers without pause";
    String paced = String.format(Locale.ROOT, "at %,.0f/s from all callers", rate(router));
    rows(protocol + ", requests/s", closed, Contestant::perSecond, Figures::perSecond)
        .add(router, server)
        .add(router, echo)
        .add(server, echo);
    rows(protocol + ", p50", paced, Contestant::median, Figures::time)
        .add(router, server)
        .add(router, echo)
        .add(server, echo);
    rows(protocol + ", p99", paced, Contestant::worst, Figures::time)
        .add(router, server)
        .add(router, echo)
        .add(server, echo);
    rows(
            protocol + ", processor time a request, one process",
            closed,
            Contestant::cpuNanos,
            Figures::time)
        .add(router, server)
        .add(router, echo)
        .add(server, echo);
  }

  private Rows rows(
      String what,
      String shape,
      Function<Contestant, Samples> samples,
      DoubleFunction<String> unit) {
    return new Rows(what, shape, samples, unit);
  }

  private final class Rows {
    private final String what;
    private final String shape;
    private final Function<Contestant, Samples> samples;
    private final DoubleFunction<String> unit;

    Rows(
        String what,
        String shape,
        Function<Contestant, Samples> samples,
        DoubleFunction<String> unit) {
      this.what = what;
      this.shape = shape;
      this.samples = samples;
      this.unit = unit;
    }

    Rows add(Contestant ours, Contestant peer) {
      figures.beside(
          what + ", " + ours.name().replaceFirst("^\\S+ ", ""),
          samples.apply(ours).median(),
          peer.name().replaceFirst("^\\S+ ", ""),
          samples.apply(peer).median(),
          unit,
          "%s; median of %d rounds of %d s, ours %s"
              .formatted(shape, rounds, time.toSeconds(), samples.apply(ours).range(unit)));
      return this;
    }
  }
}
