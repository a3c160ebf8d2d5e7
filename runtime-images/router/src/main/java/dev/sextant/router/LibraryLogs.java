package dev.sextant.router;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps out of the log what libraries report and nobody who runs a router can do anything about.
 */
public final class LibraryLogs {
  /** Loggers are held, so that their levels last. It warns of our own Routes: an alpha version. */
  private static final Logger VERSIONS =
      Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");

  /** It reports every connection whose caller sends noise or goes away as an error. */
  private static final Logger CONNECTIONS =
      Logger.getLogger("io.vertx.core.net.impl.ConnectionBase");

  private LibraryLogs() {}

  /** From now on, in this process. */
  public static void quieten() {
    VERSIONS.setLevel(Level.SEVERE);
    CONNECTIONS.setLevel(Level.OFF);
  }
}
