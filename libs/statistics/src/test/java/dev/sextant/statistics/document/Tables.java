package dev.sextant.statistics.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares the tables of a document with those that were simulated, or writes them into it. */
public final class Tables {
  private Tables() {}

  /** Exits with 1 if a table differs, was not simulated, or is not in the document. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3 || !(args[0].equals("check") || args[0].equals("update"))) {
      System.err.println("usage: Tables check|update DOCUMENT FOLDER");
      System.exit(2);
    }
    Path document = Path.of(args[1]);
    String text = Files.readString(document);
    var simulated = simulated(Path.of(args[2]));
    if (args[0].equals("update")) {
      text = NamedTables.replaced(text, simulated);
      Files.writeString(document, text);
    }
    System.exit(differ(NamedTables.of(text), simulated, document) ? 1 : 0);
  }

  private static Map<String, MarkdownTable> simulated(Path folder) throws IOException {
    var tables = new TreeMap<String, MarkdownTable>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".md", "");
        tables.put(name, new MarkdownTable(Files.readAllLines(file)));
      }
    }
    return tables;
  }

  private static boolean differ(
      Map<String, MarkdownTable> document, Map<String, MarkdownTable> simulated, Path file) {
    int alike = 0;
    boolean differ = false;
    for (var entry : document.entrySet()) {
      var other = simulated.get(entry.getKey());
      if (other == null) {
        System.out.println(entry.getKey() + ": was not simulated");
        differ = true;
        continue;
      }
      var differences = NamedTables.differences(entry.getValue(), other);
      if (differences.isEmpty()) {
        alike++;
      } else {
        System.out.println(entry.getKey() + ": differs");
        differences.forEach(System.out::println);
        differ = true;
      }
    }
    for (String name : simulated.keySet()) {
      if (!document.containsKey(name)) {
        System.out.printf("%s: was simulated, but is not in %s%n", name, file);
        differ = true;
      }
    }
    System.out.printf("%d of %d tables of %s are as simulated%n", alike, document.size(), file);
    return differ;
  }
}
