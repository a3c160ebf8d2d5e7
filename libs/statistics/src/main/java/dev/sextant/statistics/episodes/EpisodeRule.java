package dev.sextant.statistics.episodes;

import java.util.ArrayList;
import java.util.List;

/**
 * When an episode opens and closes. Looks that say nothing change nothing: they open no episode,
 * close none, and take no place among the last ones.
 *
 * @param required alarms that open an episode
 * @param window how many of the last looks are searched for them
 * @param calm quiet looks in a row that close it
 */
public record EpisodeRule(int required, int window, int calm) {
  /** Two alarms in three looks, and two quiet looks. */
  public static final EpisodeRule USUAL = new EpisodeRule(2, 3, 2);

  /** The longest window: budgets follow every pattern of alarms in it. */
  static final int WINDOW_AT_MOST = 10;

  private static final int CALM_AT_MOST = 1_000;

  public EpisodeRule {
    if (required < 1 || required > window || window > WINDOW_AT_MOST) {
      throw new IllegalArgumentException(
          "%d of %d looks cannot open an episode; the window has at most %d"
              .formatted(required, window, WINDOW_AT_MOST));
    }
    if (calm < 1 || calm > CALM_AT_MOST) {
      throw new IllegalArgumentException("%d quiet looks cannot close an episode".formatted(calm));
    }
  }

  /** What a look did. */
  public enum Event {
    /** Nothing opened or closed. */
    NONE,
    /** An episode opened. */
    OPENED,
    /** The episode closed. */
    CLOSED
  }

  /** The state after a look, and what the look did. */
  public record Step(Episode state, Event event) {}

  /** Takes the next look. */
  public Step next(Episode state, Look look) {
    if (look == Look.UNKNOWN) {
      return new Step(state, Event.NONE);
    }
    boolean alarm = look == Look.ALARM;
    return switch (state) {
      case Episode.Closed(var alarms) -> watch(alarms, alarm);
      case Episode.Open(long looks, int quiet) -> endure(looks, alarm ? 0 : quiet + 1);
    };
  }

  private Step watch(List<Boolean> before, boolean alarm) {
    var alarms = new ArrayList<>(before);
    alarms.add(alarm);
    int tooMany = Math.max(0, alarms.size() - window);
    var last = alarms.subList(tooMany, alarms.size());
    return alarm && last.stream().filter(a -> a).count() >= required
        ? new Step(new Episode.Open(1, 0), Event.OPENED)
        : new Step(new Episode.Closed(last), Event.NONE);
  }

  // A window that is closed is empty: no alarm counts for two episodes.
  private Step endure(long looks, int quiet) {
    return quiet >= calm
        ? new Step(Episode.none(), Event.CLOSED)
        : new Step(new Episode.Open(looks + 1, quiet), Event.NONE);
  }
}
