package dev.sextant.statistics.seasonal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses, for a window, the same hours of the last seasons, by the local clock: where clocks are
 * put forward or back, eight o'clock stays eight o'clock.
 *
 * <ul>
 *   <li>An hour that clocks skip is missing in its season, as if nothing had been recorded.
 *   <li>An hour that they show twice counts twice in its season.
 * </ul>
 *
 * @param days of a season, such as 7
 * @param seasons that are looked back, such as 4
 * @param minimum of them that must be there
 * @param zone of the clock that the data follow
 */
public record SeasonalReference(int days, int seasons, int minimum, ZoneId zone) {
  private static final int DAYS_AT_MOST = 400;

  /** A season of which less was recorded is missing. */
  private static final double COVERED_AT_LEAST = 0.5;

  private static final Duration MOMENT = Duration.ofNanos(1);

  public SeasonalReference {
    if (days < 1 || days > DAYS_AT_MOST) {
      throw new IllegalArgumentException(
          "days: a season has up to %d days, not %d".formatted(DAYS_AT_MOST, days));
    }
    if (minimum < 1 || minimum > seasons) {
      throw new IllegalArgumentException(
          "minimum: %d of %d seasons cannot be asked for".formatted(minimum, seasons));
    }
  }

  /**
   * Chooses for a window.
   *
   * @param from its first instant
   * @param to the first instant after it; at most a season later
   * @param past windows in any order that do not overlap; one belongs to a season if all of it lies
   *     in the same hours. Leave out those that are known to have drifted.
   */
  public <T> SeasonalChoice<T> choose(Instant from, Instant to, List<TimedWindow<T>> past) {
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(Duration.ofDays(days)) > 0) {
      throw new IllegalArgumentException(
          "from, to: a window from %s to %s does not lie in a season of %d days"
              .formatted(from, to, days));
    }
    var start = local(from);
    var end = endOf(to);
    if (!start.isBefore(end)) {
      return new SeasonalChoice.Inconclusive<>(
          "clocks are put back in the window from %s to %s".formatted(from, to), Optional.empty());
    }
    var chosen = new ArrayList<TimedWindow<T>>();
    var found = new ArrayList<LocalDateTime>();
    for (int season = seasons; season >= 1; season--) {
      long back = (long) season * days;
      var windows = inside(start.minusDays(back), end.minusDays(back), from, past);
      if (covers(windows, Duration.between(start, end))) {
        chosen.addAll(windows);
        found.add(start.minusDays(back));
      }
    }
    if (found.size() < minimum) {
      long more = (long) (minimum - found.size()) * days;
      return new SeasonalChoice.Inconclusive<>(
          "%d of the last %d seasons have the same hours, %d are asked for"
              .formatted(found.size(), seasons, minimum),
          Optional.of(start.plusDays(more).atZone(zone).toInstant()));
    }
    return new SeasonalChoice.Reference<>(chosen, found);
  }

  private LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  // An hour ends when its last moment has passed, also where the clock is put back then.
  private LocalDateTime endOf(Instant to) {
    return local(to.minus(MOMENT)).plus(MOMENT);
  }

  private <T> List<TimedWindow<T>> inside(
      LocalDateTime start, LocalDateTime end, Instant before, List<TimedWindow<T>> past) {
    return past.stream()
        .filter(window -> !window.to().isAfter(before))
        .filter(window -> !local(window.from()).isBefore(start))
        .filter(window -> !endOf(window.to()).isAfter(end))
        // It may have begun after the end by a clock that was put back within it.
        .filter(window -> local(window.from()).isBefore(endOf(window.to())))
        .sorted(Comparator.comparing(TimedWindow::from))
        .toList();
  }

  private static <T> boolean covers(List<TimedWindow<T>> windows, Duration wanted) {
    var length = windows.stream().map(TimedWindow::length).reduce(Duration.ZERO, Duration::plus);
    return length.toNanos() >= COVERED_AT_LEAST * wanted.toNanos();
  }
}
