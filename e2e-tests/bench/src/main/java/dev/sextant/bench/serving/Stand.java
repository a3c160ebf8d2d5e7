package dev.sextant.bench.serving;

import static org.awaitility.Awaitility.await;

import dev.sextant.bench.JavaProgram;
import dev.sextant.bench.Measured;
import dev.sextant.bench.load.GrpcTarget;
import dev.sextant.bench.load.RestTarget;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.route.RouteTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The programs that are measured, all on one core: a server with a model, a router that sends to
 * it, and an echo.
 */
final class Stand implements AutoCloseable {
  static final String MODEL = "fare";
  private static final int CORE = 0;
  private static final Duration START = Duration.ofMinutes(3);

  /** What the shares of the images come to under the limits that pods have by default. */
  private static final int SERVER_HEAP = 512 * 40 / 100;

  private static final int ROUTER_HEAP = 384 * 50 / 100;

  /**
   * The ports of a program.
   *
   * @param rest its REST API
   * @param grpc its gRPC API
   */
  record Ports(int rest, int grpc) {
    static Ports free() throws IOException {
      try (ServerSocket one = new ServerSocket(0);
          ServerSocket two = new ServerSocket(0)) {
        return new Ports(one.getLocalPort(), two.getLocalPort());
      }
    }

    RestTarget restTarget() {
      return new RestTarget(rest, "/v2/models/" + MODEL + "/infer", Ride.rest());
    }

    GrpcTarget grpcTarget() {
      return new GrpcTarget(grpc, Ride.grpc(MODEL));
    }
  }

  private final Path root;
  private final Path work;
  private final List<Measured> started = new ArrayList<>();
  private final Ports serverPorts = Ports.free();
  private final Ports routerPorts = Ports.free();
  private final Ports echoPorts = Ports.free();
  private final Measured server;
  private final Measured router;
  private final Measured echo;

  /**
   * Starts them.
   *
   * @param root the repository
   * @param model a model directory, as the fetch job fills it
   * @param work a folder for logs and the router's state
   */
  Stand(Path root, Path model, Path work) throws IOException {
    this.root = root;
    this.work = work;
    this.server = startServer(model);
    this.echo =
        java(
            "echo",
            ROUTER_HEAP,
            List.of(
                "-cp",
                root.resolve("e2e-tests/bench/target/app/lib") + "/*",
                EchoServer.class.getName(),
                Integer.toString(echoPorts.rest()),
                Integer.toString(echoPorts.grpc())),
            Map.of());
    this.router = startRouter();
    awaitListening(server, serverPorts);
    awaitListening(echo, echoPorts);
    awaitListening(router, routerPorts);
  }

  Ports serverPorts() {
    return serverPorts;
  }

  Ports routerPorts() {
    return routerPorts;
  }

  Ports echoPorts() {
    return echoPorts;
  }

  Measured server() {
    return server;
  }

  Measured router() {
    return router;
  }

  Measured echo() {
    return echo;
  }

  private Measured startServer(Path model) throws IOException {
    ServerConfig config =
        new ServerConfig(
            MODEL,
            "fare-1",
            model.toString(),
            serverPorts.rest(),
            serverPorts.grpc(),
            1,
            10_000,
            16L << 20,
            256,
            5);
    return java(
        "server",
        SERVER_HEAP,
        app("server", "dev.sextant.server.Main"),
        Map.of(ServerConfig.ENVIRONMENT, Json.write(config), "ORT_DISABLE_TELEMETRY", "1"));
  }

  /** It serves by the table that it finds on disk: there is no API server here. */
  private Measured startRouter() throws IOException {
    Path state = Files.createDirectories(work.resolve("router-state"));
    Files.writeString(
        state.resolve("world.json"),
        Json.write(
            Map.of(
                "routes",
                List.of(
                    RouteTable.of(
                        new RouteTable.Deployment(MODEL, "uid-1"),
                        MODEL,
                        30_000,
                        List.of(
                            new RouteTable.Arm(
                                "fare-1",
                                100,
                                "fare-1",
                                "sha256:" + "0".repeat(64),
                                "fare-1",
                                serverPorts.rest(),
                                serverPorts.grpc())))),
                "servers",
                Map.of(
                    "fare-1",
                    List.of(
                        Map.of(
                            "pod",
                            "server-1",
                            "address",
                            "127.0.0.1",
                            "ready",
                            true,
                            "serving",
                            true))))));
    return java(
        "router",
        ROUTER_HEAP,
        app("router", "dev.sextant.router.Main"),
        Map.of(
            "SEXTANT_NAMESPACE", "bench",
            "SEXTANT_POD_NAME", "router-1",
            "SEXTANT_POD_UID", "uid-1",
            "SEXTANT_STATE_DIRECTORY", state.toString(),
            "SEXTANT_PORT_REST", Integer.toString(routerPorts.rest()),
            "SEXTANT_PORT_GRPC", Integer.toString(routerPorts.grpc()),
            "SEXTANT_SETTLE_SECONDS", "0",
            "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
            "KUBERNETES_MASTER", "http://127.0.0.1:1"));
  }

  private List<String> app(String name, String main) {
    return List.of(
        "-cp", root.resolve("runtime-images").resolve(name).resolve("target/app/lib") + "/*", main);
  }

  private Measured java(
      String name, int heapMebibytes, List<String> arguments, Map<String, String> environment)
      throws IOException {
    Measured program =
        Measured.start(
            name,
            JavaProgram.onCore(CORE, JavaProgram.command(heapMebibytes, arguments)),
            environment,
            work.resolve("logs"));
    started.add(program);
    return program;
  }

  private static void awaitListening(Measured program, Ports ports) {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          program.requireAlive();
          return listening(ports.rest()) && listening(ports.grpc());
        });
  }

  private static boolean listening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    started.reversed().forEach(Measured::close);
  }
}
