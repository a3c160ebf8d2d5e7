package dev.sextant.bench.statistics;

import dev.sextant.statistics.stream.Adwin;
import dev.sextant.statistics.stream.BettingDetector;
import dev.sextant.statistics.stream.ChangeDetector;
import dev.sextant.statistics.stream.DriftDetectionMethod;
import dev.sextant.statistics.stream.PageHinkley;

/** The detectors of streams, as they are usually set. */
public enum StreamKind {
  BETTING,
  ADWIN,
  PAGE_HINKLEY,
  DDM;

  /** A new one, for errors of one in ten. */
  ChangeDetector start() {
    return switch (this) {
      case BETTING -> new BettingDetector(0.1, 10_000);
      case ADWIN -> new Adwin(0.002);
      case PAGE_HINKLEY -> new PageHinkley(PageHinkley.Limits.USUAL);
      case DDM -> new DriftDetectionMethod(5);
    };
  }
}
