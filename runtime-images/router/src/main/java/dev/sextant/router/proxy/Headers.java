package dev.sextant.router.proxy;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.startsWith(":") && !OF_ONE_CONNECTION.contains(name)) {
        to.add(name, header.getValue());
      }
    }
  }
}
