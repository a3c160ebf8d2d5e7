package dev.sextant.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that is measured from outside, by what the kernel says of it. */
public final class Measured implements AutoCloseable {
  /** What the kernel counts the time of processes in: USER_HZ is 100 on every Linux of ours. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final long END_SECONDS = 20;

  private final String name;
  private final Process process;
  private final Path log;

  private Measured(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts it; what it prints goes into a log below {@code logs}. */
  public static Measured start(
      String name, List<String> command, Map<String, String> environment, Path logs)
      throws IOException {
    Files.createDirectories(logs);
    Path log = logs.resolve(name + ".log");
    File output = log.toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(environment);
    Process process = builder.start();
    // A benchmark that is stopped must not leave anything behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Measured(name, process, log);
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Fails with the end of its log when it has ended. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "%s ended with exit code %d; its log is %s".formatted(name, process.exitValue(), log));
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** The processor time that it has used, in nanoseconds, in steps of ten milliseconds. */
  public long cpuNanos() throws IOException {
    return cpuTicks(Files.readString(Path.of("/proc/" + process.pid() + "/stat"))) * NANOS_PER_TICK;
  }

  /** The memory that it has in the machine's memory (RSS), in bytes. */
  public long residentBytes() throws IOException {
    return residentBytes(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
  }

  /** User and system time; the name of the program, in brackets, may hold anything. */
  static long cpuTicks(String stat) {
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
  }

  static long residentBytes(String status) {
    String line =
        status
            .lines()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no VmRSS: the process has ended"));
    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
