package dev.sextant.router.proxy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which headers pass through: all but those that belong to one connection. */
final class Headers {
  /** Says which revision answered. */
  static final String REVISION = "x-sextant-revision";

  /** Says which ModelVersion answered. */
  static final String VERSION = "x-sextant-model-version";

  /** RFC 9110, section 7.6.1, and those that the client sets itself. */
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "content-length",
          "expect",
          "http2-settings");

  private Headers() {}

  static void pass(MultiMap from, MultiMap to) {
    Set<String> named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.startsWith(":") && !OF_ONE_CONNECTION.contains(name) && !named.contains(name)) {
        to.add(name, header.getValue());
      }
    }
  }

  /** Whoever sends a header may say that it is for this connection only. */
  private static Set<String> namedByConnection(MultiMap headers) {
    List<String> values = headers.getAll("connection");
    return values.isEmpty()
        ? Set.of()
        : values.stream()
            .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
            .map(String::strip)
            .collect(Collectors.toSet());
  }
}
