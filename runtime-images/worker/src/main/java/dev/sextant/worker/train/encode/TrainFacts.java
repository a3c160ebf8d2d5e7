package dev.sextant.worker.train.encode;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What an encoding may know: statistics of the train part. Truth values count as 0 and 1; numbers
 * that are not finite count as missing.
 */
public interface TrainFacts {
  /** A category and how many rows have it. */
  record Category(String value, long rows) {}

  /** A number used as a category and how many rows have it. */
  record NumberCategory(double value, long rows) {}

  /**
   * The distribution after missing values are replaced.
   *
   * @param deviation the standard deviation of the population
   */
  record Moments(double mean, double deviation) {}

  /** How many rows there are. */
  long rows();

  /** How many rows have no value in the column. */
  long missing(String column);

  /** The median of a column of numbers; empty when every value is missing. */
  OptionalDouble median(String column);

  /** The mean of a column of numbers; empty when every value is missing. */
  OptionalDouble mean(String column);

  /** The most frequent values of a column of numbers; the smaller one first among equals. */
  List<NumberCategory> numbers(String column, int atMost);

  /** The most frequent texts of a column; in the order of code points among equals. */
  List<Category> texts(String column, int atMost);

  /**
   * Mean and deviation of a column of numbers.
   *
   * @param fill what replaces a missing value; null leaves those rows out
   */
  Moments moments(String column, @Nullable Double fill);
}
