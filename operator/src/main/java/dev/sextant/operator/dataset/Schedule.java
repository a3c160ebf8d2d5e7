package dev.sextant.operator.dataset;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.Refresh;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Decides when a Dataset is due by its schedule. Missed times are made up for once. */
final class Schedule {
  private Schedule() {}

  /** What is wrong with the schedule. */
  static Optional<Claim> problem(DatasetSpec spec) {
    Refresh refresh = spec.refresh();
    if (refresh == null || refresh.schedule() == null) {
      return Optional.empty();
    }
    try {
      parse(refresh.schedule());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new Claim(
              Reason.InvalidSpec,
              "spec.refresh.schedule: '%s' is no schedule: %s; write five cron fields"
                  .formatted(refresh.schedule(), e.getMessage())));
    }
  }

  /** The last time at which the schedule was due; empty without one. */
  static Optional<Instant> last(DatasetSpec spec, Instant now) {
    return execution(spec)
        .flatMap(e -> e.lastExecution(now.plusMillis(1).atZone(zone(spec))))
        .map(java.time.ZonedDateTime::toInstant);
  }

  /** The next time at which it is due. */
  static Optional<Instant> next(DatasetSpec spec, Instant now) {
    return execution(spec)
        .flatMap(e -> e.nextExecution(now.atZone(zone(spec))))
        .map(java.time.ZonedDateTime::toInstant);
  }

  private static Optional<ExecutionTime> execution(DatasetSpec spec) {
    Refresh refresh = spec.refresh();
    return refresh == null || refresh.schedule() == null
        ? Optional.empty()
        : Optional.of(ExecutionTime.forCron(parse(refresh.schedule())));
  }

  private static ZoneId zone(DatasetSpec spec) {
    Refresh refresh = spec.refresh();
    return ZoneId.of(refresh == null ? "UTC" : refresh.timeZone());
  }

  private static Cron parse(String schedule) {
    return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
        .parse(schedule)
        .validate();
  }
}
