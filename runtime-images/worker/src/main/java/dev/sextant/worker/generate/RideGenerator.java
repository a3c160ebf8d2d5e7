package dev.sextant.worker.generate;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generates rides in the order of time, whose labels follow known rules.
 *
 * <p>The fare is {@code 2.5 + 2.2 * distance + 0.4 * minutes + zone + 15 if airport}, where the
 * minutes are those expected for distance and hour, plus noise with a standard deviation of 1. A
 * ride is tipped with probability {@code logistic(-1.5 + 0.06 * fare + 1.2 if paid by card - 0.8 if
 * at night)}. Both labels become known when the ride ends or a while later ({@code labelled_at}).
 * Only strict arithmetic is used, so that the bytes are the same on every machine.
 */
public final class RideGenerator {
  /** The header of the file. */
  public static final String HEADER =
      "ride_id,rider,pickup,dropoff,labelled_at,distance,passengers,zone,payment,airport,fare,tipped";

  private static final int ZONES = 300;
  private static final double TAIL = 1.1;
  private static final String[] PAYMENTS = {"card", "cash", "app", "voucher"};
  private static final double[] PAYMENT_UP_TO = {0.55, 0.85, 0.98, 1.0};

  private final Recipe recipe;
  private final SplittableRandom random;
  private final double[] zoneUpTo = new double[ZONES];
  private final long riders;

  /** A generator that starts at the first row. */
  public RideGenerator(Recipe recipe) {
    this.recipe = recipe;
    this.random = new SplittableRandom(recipe.seed());
    this.riders = Math.max(10, recipe.rows() / 20);
    double sum = 0;
    for (int i = 0; i < ZONES; i++) {
      sum += 1 / StrictMath.pow(i + 1, TAIL);
      zoneUpTo[i] = sum;
    }
    for (int i = 0; i < ZONES; i++) {
      zoneUpTo[i] /= sum;
    }
  }

  /** Writes the header and all rows. */
  public void write(Appendable out) throws IOException {
    out.append(HEADER).append('\n');
    StringBuilder line = new StringBuilder(160);
    for (long i = 0; i < recipe.rows(); i++) {
      line.setLength(0);
      row(i, line);
      out.append(line);
    }
  }

  private void row(long index, StringBuilder line) {
    double progress = (index + random.nextDouble()) / recipe.rows();
    boolean drifted = progress >= recipe.driftFrom();
    Instant pickup =
        recipe
            .start()
            .plusSeconds((long) (progress * recipe.period().toSeconds()))
            .truncatedTo(ChronoUnit.SECONDS);
    int hour = pickup.atOffset(ZoneOffset.UTC).getHour();
    boolean airport = random.nextDouble() < (drifted(drifted, Drift.covariate) ? 0.2 : 0.06);
    double distance = distance(airport, drifted);
    double speed = hour >= 7 && hour < 19 ? 18 : 28;
    double minutes = distance / speed * 60 * StrictMath.exp(0.15 * random.nextGaussian()) + 2;
    int zone = zone();
    double expected = distance / speed * 60 + 2;
    double fare = fare(distance, expected, zone, airport, drifted);
    String payment = payment();
    boolean tipped = tipped(fare, payment, hour);
    Instant dropoff = pickup.plusSeconds((long) (minutes * 60));
    Instant labelled =
        random.nextDouble() < 0.9
            ? dropoff
            : dropoff.plusSeconds((long) (random.nextDouble() * 2 * 86_400));
    boolean known = recipe.asOf() == null || !labelled.isAfter(recipe.asOf());
    line.append('r').append(index).append(',');
    line.append('u').append(rider()).append(',');
    time(line, pickup);
    time(line, dropoff);
    time(line, labelled);
    boolean noDistance =
        random.nextDouble() < (drifted(drifted, Drift.missing) ? 0.3 : recipe.missing());
    hundredths(line, noDistance ? null : distance);
    line.append(random.nextDouble() < recipe.missing() ? "" : Integer.toString(passengers()));
    line.append(',');
    line.append(zoneName(zone, drifted)).append(',');
    line.append(random.nextDouble() < recipe.missing() ? "" : payment).append(',');
    line.append(airport).append(',');
    hundredths(line, known ? fare : null);
    line.append(known ? (tipped ? "yes" : "no") : "").append('\n');
  }

  private boolean drifted(boolean late, Drift kind) {
    return late && recipe.drift() == kind;
  }

  private double distance(boolean airport, boolean late) {
    double stretch = drifted(late, Drift.covariate) ? 1.6 : 1;
    double base = StrictMath.exp(0.7 + 0.7 * random.nextGaussian());
    return Math.min(60, (airport ? base + 12 : base) * stretch);
  }

  private double fare(double distance, double minutes, int zone, boolean airport, boolean late) {
    double perKilometre = drifted(late, Drift.concept) ? 2.9 : 2.2;
    double zoneEffect = (zone * 7919 % 11 - 5) * 0.3;
    double noise = random.nextGaussian();
    return Math.max(
        2.5,
        2.5 + perKilometre * distance + 0.4 * minutes + zoneEffect + (airport ? 15 : 0) + noise);
  }

  private boolean tipped(double fare, String payment, int hour) {
    double score = -1.5 + 0.06 * fare + (payment.equals("card") ? 1.2 : 0) - (hour < 6 ? 0.8 : 0);
    return random.nextDouble() < 1 / (1 + StrictMath.exp(-score));
  }

  /** A rider's number; a few ride often, most seldom. */
  private long rider() {
    double u = random.nextDouble();
    return (long) (u * u * riders);
  }

  private int zone() {
    double u = random.nextDouble();
    int low = 0;
    int high = ZONES - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (zoneUpTo[middle] < u) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private String zoneName(int zone, boolean late) {
    return drifted(late, Drift.category) && zone % 3 == 0 ? "Newtown" : "zone " + zone;
  }

  private String payment() {
    double u = random.nextDouble();
    int i = 0;
    while (i < PAYMENTS.length - 1 && u > PAYMENT_UP_TO[i]) {
      i++;
    }
    return PAYMENTS[i];
  }

  private int passengers() {
    double u = random.nextDouble();
    return u < 0.7 ? 1 : u < 0.87 ? 2 : u < 0.94 ? 3 : u < 0.98 ? 4 : 5;
  }

  private static void time(StringBuilder line, Instant instant) {
    line.append(instant).append(',');
  }

  /** Two decimals without a formatter: it is called for every row. */
  private static void hundredths(StringBuilder line, @Nullable Double value) {
    if (value != null) {
      long scaled = Math.round(value * 100);
      line.append(scaled / 100).append('.');
      long rest = scaled % 100;
      if (rest < 10) {
        line.append('0');
      }
      line.append(rest);
    }
    line.append(',');
  }
}
