package dev.sextant.statistics.schema;

import dev.sextant.statistics.drift.CategorySample;
import dev.sextant.statistics.drift.NumericSample;
import dev.sextant.statistics.evaluation.ClopperPearson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Compares the columns of two samples. Columns, types and new categories are facts and are always
 * said. What the absence or the place of values suggests is said where chance does not explain it;
 * all such questions of all columns share the error rate, whatever the numbers of rows.
 */
public final class SchemaComparison {
  private final double errorRate;

  /** Divided by the number of questions. */
  private final double level;

  private SchemaComparison(double errorRate, long questions) {
    this.errorRate = errorRate;
    this.level = errorRate / Math.max(1, questions);
  }

  /**
   * All changes: those of the columns of the reference in their order, then columns that are new.
   *
   * @param errorRate how often anything that chance made may be said of two samples alike
   */
  public static List<SchemaChange> compare(
      List<? extends ColumnProfile> reference,
      List<? extends ColumnProfile> current,
      double errorRate) {
    if (!(errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException(
          "errorRate: a rate lies between 0 and 1, unlike " + errorRate);
    }
    var before = byName("reference", reference);
    var now = byName("current", current);
    var comparison =
        new SchemaComparison(
            errorRate, before.values().stream().mapToLong(SchemaComparison::questions).sum());
    var changes = new ArrayList<SchemaChange>();
    before.forEach((name, profile) -> {
      var other = now.get(name);
      if (other == null) {
        changes.add(new SchemaChange.Removed(name, profile.type()));
      } else {
        comparison.compare(profile, other, changes);
      }
    });
    now.forEach((name, profile) -> {
      if (!before.containsKey(name)) {
        changes.add(new SchemaChange.Added(name, profile.type()));
      }
    });
    return List.copyOf(changes);
  }

  private static Map<String, ColumnProfile> byName(
      String sample, List<? extends ColumnProfile> profiles) {
    var byName = new LinkedHashMap<String, ColumnProfile>();
    for (ColumnProfile profile : profiles) {
      if (byName.put(profile.name(), profile) != null) {
        throw new IllegalArgumentException(
            "%s: there are two columns %s".formatted(sample, profile.name()));
      }
    }
    return byName;
  }

  // Whether it is empty, whether it is constant; both ends, or each category.
  private static long questions(ColumnProfile profile) {
    return switch (profile) {
      case ColumnProfile.Numbers ignored -> 4;
      case ColumnProfile.Categories categories -> 2L + categories.values().counts().size();
      case ColumnProfile.Other ignored -> 1;
    };
  }

  private void compare(ColumnProfile before, ColumnProfile now, List<SchemaChange> changes) {
    if (!before.type().equals(now.type()) || before.getClass() != now.getClass()) {
      changes.add(new SchemaChange.TypeChanged(before.name(), before.type(), now.type()));
    } else if (now.known() == 0) {
      emptied(before, now, changes);
    } else if (before instanceof ColumnProfile.Numbers(var name, var ignored, var was)
        && now instanceof ColumnProfile.Numbers(var same, var type, var is)) {
      numbers(name, was, is, changes);
    } else if (before instanceof ColumnProfile.Categories(var name, var ignored, var was)
        && now instanceof ColumnProfile.Categories(var same, var type, var is)) {
      newCategories(name, was, is, changes);
      if (!constant(name, was, is, changes)) {
        vanished(name, was, is, changes);
      }
    }
  }

  private void emptied(ColumnProfile before, ColumnProfile now, List<SchemaChange> changes) {
    long rows = before.known() + before.missing();
    double chance = Chance.allInOne(before.known(), rows, now.missing());
    if (now.missing() > 0 && before.known() > 0 && chance <= level) {
      changes.add(
          new SchemaChange.Emptied(
              before.name(), now.missing(), (double) before.known() / rows, chance));
    }
  }

  private void numbers(
      String column, NumericSample before, NumericSample now, List<SchemaChange> changes) {
    if (before.size() == 0) {
      return;
    }
    double least = before.least();
    double greatest = before.greatest();
    beyond(column, false, least, now.least(), now.countUpTo(Math.nextDown(least)), before, now)
        .ifPresent(changes::add);
    beyond(
            column,
            true,
            greatest,
            now.greatest(),
            (long) now.size() - now.countUpTo(greatest),
            before,
            now)
        .ifPresent(changes::add);
    double value = now.least();
    if (value == now.greatest() && least < greatest) {
      long as = (long) before.countUpTo(value) - before.countUpTo(Math.nextDown(value));
      constant(column, String.valueOf(value), as, before.size(), now.size(), changes);
    }
  }

  private Optional<SchemaChange> beyond(
      String column,
      boolean above,
      double limit,
      double farthest,
      long rows,
      NumericSample before,
      NumericSample now) {
    double chance = Chance.allInOne(rows, now.size(), before.size());
    return rows > 0 && chance <= level
        ? Optional.of(
            new SchemaChange.OutOfRange(
                column, above, limit, farthest, rows, (double) rows / now.size(), chance))
        : Optional.empty();
  }

  private boolean constant(
      String column, CategorySample before, CategorySample now, List<SchemaChange> changes) {
    if (now.counts().size() != 1 || before.counts().size() <= 1) {
      return false;
    }
    String value = now.counts().firstKey();
    long as = before.counts().getOrDefault(value, 0L);
    return constant(column, value, as, before.size(), now.size(), changes);
  }

  // No more than (before + now) / now values have enough rows for all of the sample.
  private boolean constant(
      String column, String value, long as, long before, long now, List<SchemaChange> changes) {
    double values = (double) (before + now) / now;
    double chance = Math.min(1, values * Chance.allInOne(before - as, before, now));
    if (chance > level) {
      return false;
    }
    changes.add(new SchemaChange.BecameConstant(column, value, now, (double) as / before, chance));
    return true;
  }

  private void newCategories(
      String column, CategorySample before, CategorySample now, List<SchemaChange> changes) {
    var added = absent(now.counts(), now.size(), before.counts(), before.size());
    if (added.isEmpty()) {
      return;
    }
    long rows = added.stream().mapToLong(CategoryCount::rows).sum();
    double once = before.counts().values().stream().filter(count -> count == 1).count();
    changes.add(
        new SchemaChange.NewCategories(
            column,
            added,
            rows,
            (double) rows / now.size(),
            ClopperPearson.lower(rows, now.size(), errorRate / 2),
            ClopperPearson.upper(rows, now.size(), errorRate / 2),
            before.size() == 0 ? 1 : once / before.size()));
  }

  private void vanished(
      String column, CategorySample before, CategorySample now, List<SchemaChange> changes) {
    var gone =
        absent(before.counts(), before.size(), now.counts(), now.size()).stream()
            .filter(category -> category.chance() <= level)
            .toList();
    if (!gone.isEmpty()) {
      changes.add(new SchemaChange.VanishedCategories(column, gone));
    }
  }

  /** What one sample has and the other has not, the most frequent first. */
  private static List<CategoryCount> absent(
      SortedMap<String, Long> counts, long size, SortedMap<String, Long> from, long other) {
    return counts.entrySet().stream()
        .filter(entry -> !from.containsKey(entry.getKey()))
        .map(entry ->
            new CategoryCount(
                entry.getKey(),
                entry.getValue(),
                (double) entry.getValue() / size,
                Chance.allInOne(entry.getValue(), size, other)))
        .sorted(
            Comparator.comparingLong(CategoryCount::rows)
                .reversed()
                .thenComparing(CategoryCount::category))
        .toList();
  }
}
