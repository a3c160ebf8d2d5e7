package dev.sextant.logging;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Turns the platform's logging into one JSON object a line on standard error.
 *
 * <p>Code logs through {@link System.Logger}; libraries that use java.util.logging, or SLF4J with
 * its JDK binding, end up here too.
 */
public final class JsonLogging {
  /** The environment variable that sets the level: DEBUG, INFO (default), WARNING or ERROR. */
  public static final String LEVEL = "SEXTANT_LOG_LEVEL";

  private JsonLogging() {}

  /** Installs the format for this process, with the level that the environment asks for. */
  public static void install() {
    install(System.getenv().getOrDefault(LEVEL, "INFO"));
  }

  static void install(String level) {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new JsonFormatter());
    handler.setLevel(Level.ALL);
    try {
      handler.setEncoding(StandardCharsets.UTF_8.name());
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java platform has UTF-8", e);
    }
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    Logger.getLogger("dev.sextant").setLevel(levelOf(level));
  }

  /**
   * An unknown word means INFO: a typing error in a level must not keep a process from starting.
   */
  static Level levelOf(String level) {
    return switch (level.toUpperCase(Locale.ROOT)) {
      case "TRACE", "DEBUG" -> Level.FINE;
      case "WARN", "WARNING" -> Level.WARNING;
      case "ERROR" -> Level.SEVERE;
      default -> Level.INFO;
    };
  }
}
