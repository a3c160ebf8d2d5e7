package dev.sextant.operator.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * What a thing was at each of the last ticks, for readers that see it late. A reader never goes
 * back in time, but may skip values, or see one again and again.
 */
public final class Timeline<T> {
  private final int length;
  private final Deque<T> values = new ArrayDeque<>();
  private long last = -1;

  /** Remembers that many ticks. */
  public Timeline(int length) {
    this.length = length;
  }

  /** Notes what it is at this tick; called once per tick, or again when it changed within one. */
  public void note(long tick, T value) {
    if (tick == last) {
      values.removeLast();
    }
    last = tick;
    values.addLast(value);
    if (values.size() > length) {
      values.removeFirst();
    }
  }

  private T at(long tick) {
    long index = values.size() - 1 - (last - tick);
    return values.stream().skip(Math.max(0, index)).findFirst().orElseThrow();
  }

  /** Someone who looks at a timeline. */
  public final class Reader {
    private long position = last;

    /** What this reader sees now, at most that late. */
    public T read(RandomGenerator random, int mostTicks) {
      long earliest = Math.max(position, last - mostTicks);
      position = earliest + random.nextLong(last - earliest + 1);
      return at(position);
    }

    /** What is. */
    public T fresh() {
      position = last;
      return at(position);
    }

    /** What this reader saw last. */
    public T again() {
      position = Math.max(position, last - values.size() + 1);
      return at(position);
    }
  }

  /** A reader who has just seen the present. */
  public Reader reader() {
    return new Reader();
  }
}
