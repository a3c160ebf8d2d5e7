package dev.sextant.features;

import org.jspecify.annotations.Nullable;

/** Takes features and drops them. */
final class NoSink implements FeatureSink {
  @Override
  public void number(int feature, double value) {}

  @Override
  public void text(int feature, @Nullable String value) {}

  @Override
  public void truth(int feature, @Nullable Boolean value) {}
}
