package dev.sextant.statistics.drift;

import java.util.List;
import java.util.OptionalLong;

/** Whether a monitor may start. */
public sealed interface SelfTestResult {
  /** What was seen: of random rows, and of neighbours where rows have an order. */
  List<AlarmRate> rates();

  /** It alarms no more often than is tolerated. */
  record Passed(List<AlarmRate> rates) implements SelfTestResult {
    public Passed {
      rates = List.copyOf(rates);
    }
  }

  /**
   * It alarms more often.
   *
   * @param cause of it
   * @param advice what to do
   */
  record TooOften(Cause cause, String advice, List<AlarmRate> rates) implements SelfTestResult {
    public TooOften {
      rates = List.copyOf(rates);
    }
  }

  /**
   * It cannot be said.
   *
   * @param missing in words
   * @param needed how many rows of the reference would be enough if alarms stay as frequent, where
   *     any number would
   */
  record Inconclusive(String missing, OptionalLong needed, List<AlarmRate> rates)
      implements SelfTestResult {
    public Inconclusive {
      rates = List.copyOf(rates);
    }
  }

  /** Why a rule alarms too often. */
  enum Cause {
    /** It does so on random rows: it does not suit these values, or windows of this size. */
    RULE,
    /** It does so on neighbours alone: they are alike, or the data follow the clock or a trend. */
    ORDER
  }
}
