package dev.sextant.bench.operator;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many writes an API server has served; from its metric {@code apiserver_request_total}.
 *
 * @param counts the number by verb and resource, such as {@code PATCH trainingruns/status}
 */
record Writes(Map<String, Long> counts) {
  private static final Pattern SAMPLE =
      Pattern.compile("^apiserver_request_total\\{(.*)} ([0-9.e+]+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Set<String> VERBS =
      Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION");

  /** Reads the metrics in Prometheus' text format. */
  static Writes read(String metrics) {
    Map<String, Long> counts = new TreeMap<>();
    metrics
        .lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(m -> {
          Map<String, String> labels = labels(m.group(1));
          if (VERBS.contains(labels.getOrDefault("verb", ""))) {
            counts.merge(name(labels), (long) Double.parseDouble(m.group(2)), Long::sum);
          }
        });
    return new Writes(counts);
  }

  private static String name(Map<String, String> labels) {
    String subresource = labels.getOrDefault("subresource", "");
    return labels.get("verb")
        + " "
        + labels.getOrDefault("resource", "")
        + (subresource.isEmpty() ? "" : "/" + subresource);
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    LABEL.matcher(text).results().forEach(m -> labels.put(m.group(1), m.group(2)));
    return labels;
  }

  /** What was written since then, other than leases. */
  Writes since(Writes before) {
    Map<String, Long> more = new TreeMap<>();
    counts.forEach((name, count) -> {
      long difference = count - before.counts().getOrDefault(name, 0L);
      if (difference > 0 && !name.endsWith(" leases")) {
        more.put(name, difference);
      }
    });
    return new Writes(more);
  }

  /** How many in all. */
  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
