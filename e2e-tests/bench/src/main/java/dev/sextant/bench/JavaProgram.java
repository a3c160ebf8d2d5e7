package dev.sextant.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a Java program with the options that its image has, and the heap of its pod. */
public final class JavaProgram {
  private JavaProgram() {}

  /**
   * A command.
   *
   * @param heapMebibytes what the image's share of the pod's memory limit comes to
   * @param arguments {@code -cp ... Main} or {@code -jar ...}
   */
  public static List<String> command(int heapMebibytes, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes + "m",
                // What the JVM takes by itself in a pod with less than two GiB.
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(arguments);
    return command;
  }

  /** The same command, held on one core. */
  public static List<String> onCore(int core, List<String> command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    pinned.addAll(command);
    return pinned;
  }
}
