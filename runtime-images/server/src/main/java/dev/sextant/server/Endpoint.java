package dev.sextant.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a path of the REST API stands for. */
sealed interface Endpoint {
  record Live() implements Endpoint {}

  record Ready() implements Endpoint {}

  record Server() implements Endpoint {}

  record Models() implements Endpoint {}

  record Metrics() implements Endpoint {}

  /**
   * A path below a model.
   *
   * @param version empty where the path has none
   */
  record OfModel(String model, String version, Action action) implements Endpoint {}

  /** Nothing that this server has. */
  record Unknown() implements Endpoint {}

  /** What is asked of a model. */
  enum Action {
    METADATA,
    READY,
    INFER
  }

  /** Reads a path, without its query. */
  static Endpoint parse(String path) {
    return switch (path) {
      case "/v2", "/v2/" -> new Server();
      case "/v2/health/live" -> new Live();
      case "/v2/health/ready" -> new Ready();
      case "/v2/models", "/v2/models/" -> new Models();
      case "/metrics" -> new Metrics();
      default -> path.startsWith("/v2/models/") ? ofModel(path) : new Unknown();
    };
  }

  private static Endpoint ofModel(String path) {
    List<String> parts = List.of(path.substring("/v2/models/".length()).split("/", 6));
    boolean versioned = parts.size() > 2 && parts.get(1).equals("versions");
    int rest = versioned ? 3 : 1;
    if (parts.getFirst().isEmpty() || parts.size() > rest + 1) {
      return new Unknown();
    }
    String model = decoded(parts.getFirst());
    String version = versioned ? decoded(parts.get(2)) : "";
    String action = parts.size() == rest ? "" : parts.get(rest);
    return switch (action) {
      case "" -> new OfModel(model, version, Action.METADATA);
      case "ready" -> new OfModel(model, version, Action.READY);
      case "infer" -> new OfModel(model, version, Action.INFER);
      default -> new Unknown();
    };
  }

  private static String decoded(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // No model has such a name, so the caller is told that it is not found.
      return part;
    }
  }
}
