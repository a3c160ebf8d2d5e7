package dev.sextant.features;

import org.jspecify.annotations.Nullable;

/** Takes the features of one row, each by its position in {@link FeatureProgram#features()}. */
public interface FeatureSink {

  /** A feature of type Double; NaN where it is missing, never an infinity. */
  void number(int feature, double value);

  /** A feature of type String; null where it is missing, never the empty text. */
  void text(int feature, @Nullable String value);

  /** A feature of type Boolean; null where it is missing. */
  void truth(int feature, @Nullable Boolean value);
}
