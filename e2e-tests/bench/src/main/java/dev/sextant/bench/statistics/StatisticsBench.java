package dev.sextant.bench.statistics;

import dev.sextant.bench.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of detectors and decisions, and writes the table. */
public final class StatisticsBench {
  private StatisticsBench() {}

  /** Takes the file of the table, and the number of measured iterations of a second each. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    var figures = new Figures();
    int iterations = Integer.parseInt(arguments[1]);
    for (RunResult result : run(iterations)) {
      String name = result.getParams().getBenchmark();
      boolean decision = name.startsWith(Decision.class.getName());
      String parameter = result.getParams().getParam("kind");
      figures.alone(
          title(name, parameter),
          decision ? time(result.getPrimaryResult()) : rate(result.getPrimaryResult()),
          "",
          decision
              ? "a call; %s".formatted(how(result))
              : "%d rows a call; %s".formatted(rows(name), how(result)));
    }
    for (StreamKind kind : StreamKind.values()) {
      figures.alone(
          "state of " + kind.name().toLowerCase(Locale.ROOT),
          "%,d bytes".formatted(StateSize.of(kind)),
          "",
          "live heap after 10,000 values, mean of %d".formatted(StateSize.COPIES));
    }
    figures.write(Path.of(arguments[0]));
  }

  private static Collection<RunResult> run(int iterations) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(Detection.class.getName() + ".*")
                .include(WholeRows.class.getName() + ".*")
                .include(Decision.class.getName() + ".*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .jvmArgs("-Xmx512m", "-XX:+UseSerialGC")
                .warmupIterations(iterations)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .build())
        .run();
  }

  private static int rows(String benchmark) {
    return benchmark.startsWith(WholeRows.class.getName()) ? WholeRows.ROWS : Detection.ROWS;
  }

  private static String title(String benchmark, String parameter) {
    String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    String words = method.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return parameter == null ? words : words + " " + parameter.toLowerCase(Locale.ROOT);
  }

  private static String time(Result<?> nanos) {
    return Figures.time(nanos.getScore());
  }

  private static String rate(Result<?> nanos) {
    return String.format(Locale.ROOT, "%.3g million rows/s", 1e3 / nanos.getScore());
  }

  private static String how(RunResult result) {
    Result<?> nanos = result.getPrimaryResult();
    return String.format(
        Locale.ROOT,
        "%.3g ns, give or take %.2g (99.9 %%), %d iterations",
        nanos.getScore(),
        nanos.getScoreError(),
        nanos.getSampleCount());
  }
}
