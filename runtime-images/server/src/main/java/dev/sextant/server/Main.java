package dev.sextant.server;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.http.Termination;
import dev.sextant.logging.JsonLogging;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The process of the container: configuration in, a server until SIGTERM, exit code out. */
public final class Main {
  private static final System.Logger LOG = System.getLogger(Main.class.getName());

  /** Held, so that its level lasts: it reports every connection that does not speak gRPC. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  /** The same: it reports every connection whose caller sends noise or goes away as an error. */
  private static final Logger CONNECTIONS =
      Logger.getLogger("io.vertx.core.net.impl.ConnectionBase");

  /** The library reads it when it is loaded, so a process cannot set it for itself. */
  private static final String TELEMETRY = "ORT_DISABLE_TELEMETRY";

  private Main() {}

  /** Serves until the process is told to end. */
  public static void main(String[] args) {
    JsonLogging.install();
    GRPC.setLevel(Level.WARNING);
    CONNECTIONS.setLevel(Level.OFF);
    if (!"1".equals(System.getenv(TELEMETRY))) {
      LOG.log(
          System.Logger.Level.WARNING,
          TELEMETRY + ": is not 1, so ONNX Runtime reports to its maker; set it to 1");
    }
    try {
      ServerConfig config = ServerConfigs.read(System.getenv(ServerConfig.ENVIRONMENT));
      long begin = System.nanoTime();
      ModelServer server = ModelServer.start(config);
      Termination.onSignal(() -> end(server));
      LOG.log(
          System.Logger.Level.INFO,
          "serving model {0} version {1}: REST on {2}, gRPC on {3}, ready after {4} ms",
          config.model(),
          config.version(),
          Integer.toString(server.restPort()),
          Integer.toString(server.grpcPort()),
          Long.toString((System.nanoTime() - begin) / 1_000_000));
    } catch (IllegalArgumentException | ModelRefusedException | IOException e) {
      LOG.log(System.Logger.Level.ERROR, "not serving: {0}", e.getMessage());
      System.exit(1);
    }
  }

  private static void end(ModelServer server) {
    server.drain();
    LOG.log(System.Logger.Level.INFO, "drained");
  }
}
