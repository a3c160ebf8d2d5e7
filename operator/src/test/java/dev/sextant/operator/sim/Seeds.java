package dev.sextant.operator.sim;

import java.util.stream.LongStream;

/** Decides how many worlds are simulated: {@code -Dsextant.seeds=N}, or so many as build well. */
public final class Seeds {
  private Seeds() {}

  /** The seeds from 1 on. */
  public static LongStream upTo(int otherwise) {
    return LongStream.rangeClosed(1, Integer.getInteger("sextant.seeds", otherwise));
  }
}
