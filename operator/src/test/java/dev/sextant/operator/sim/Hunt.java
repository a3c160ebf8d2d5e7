package dev.sextant.operator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Looks for a world that shows a planted fault. */
public final class Hunt {
  /** Where each fault that is rarely shown was found last: a hint of where to look first. */
  private static final Properties HINTS = hints();

  private Hunt() {}

  /**
   * Lives in one world after the other until one breaks a law; fails when none does.
   *
   * @param world lives in the world of a seed and throws an AssertionError when a law is broken
   */
  public static void find(Enum<?> fault, LongStream seeds, LongConsumer world) {
    String name = fault.getDeclaringClass().getSimpleName() + "." + fault.name();
    LongStream hinted =
        HINTS.containsKey(name)
            ? LongStream.of(Long.parseLong(HINTS.getProperty(name)))
            : LongStream.empty();

    OptionalLong found =
        LongStream.concat(hinted, seeds).filter(seed -> breaks(name, seed, world)).findFirst();

    assertThat(found).as("a seed that finds %s", name).isPresent();
  }

  private static boolean breaks(String name, long seed, LongConsumer world) {
    try {
      world.accept(seed);
      return false;
    } catch (AssertionError broken) {
      System.out.printf("%s=%d  # %s%n", name, seed, broken.getMessage());
      return true;
    }
  }

  private static Properties hints() {
    try (InputStream in = Hunt.class.getResourceAsStream("/hints.properties")) {
      var hints = new Properties();
      hints.load(Objects.requireNonNull(in));
      return hints;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
