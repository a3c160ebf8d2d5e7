package dev.sextant.images;

import java.util.ArrayList;
import java.util.List;

/**
 * How the Java machine of an image is set.
 *
 * @param heapPercent share of the container's memory that the Java heap may take; the rest is for
 *     native libraries
 * @param compilation when its second compiler comes in
 */
record JavaMachine(int heapPercent, Compilation compilation) {

  /** How much of a program's life is worth compiling for: docs/decisions, number 13. */
  enum Compilation {
    /** For what answers many requests a second. */
    USUAL(),
    /** For jobs, of which many are short: ten times as many calls as usual make a method hot. */
    LATE(
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000"),
    /** For what waits most of the time: the first compiler does. */
    LIGHT("-XX:TieredStopAtLevel=1");

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> options;

    Compilation(String... options) {
      this.options = List.of(options);
    }
  }

  /** The beginning of the command. */
  List<String> command() {
    var command = new ArrayList<>(List.of("java", "-XX:MaxRAMPercentage=" + heapPercent));
    command.addAll(compilation.options);
    command.addAll(
        List.of(
            // A JVM without memory is no use to anyone: the pod starts anew and says why it ended.
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            // Netty and protobuf still use it; the warning at start tells an operator nothing.
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=/tmp"));
    return command;
  }
}
