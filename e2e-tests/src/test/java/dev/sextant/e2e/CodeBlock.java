package dev.sextant.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code in README or docs.
 *
 * @param page the file, from the root of the repository
 * @param line where it begins
 * @param language the word behind the fence; empty when there is none
 * @param text what stands between the fences
 */
record CodeBlock(Path page, int line, String language, String text) {
  private static final Pattern UNTESTED = Pattern.compile("\\A# not tested: (\\S.*)");
  private static final Pattern VALUES =
      Pattern.compile("\\A# (\\S+\\.yaml): values of (helm/\\S+)");
  private static final Pattern KIND = Pattern.compile("^kind: (\\S+)", Pattern.MULTILINE);

  static List<CodeBlock> all() throws IOException {
    var blocks = new ArrayList<CodeBlock>();
    try (Stream<Path> docs = Files.walk(Shell.ROOT.resolve("docs"))) {
      Stream<Path> pages = docs.filter(file -> file.toString().endsWith(".md")).sorted();
      for (Path page : Stream.concat(Stream.of(Shell.ROOT.resolve("README.md")), pages).toList()) {
        blocks.addAll(of(Shell.ROOT.relativize(page), Files.readAllLines(page)));
      }
    }
    return blocks;
  }

  static List<CodeBlock> of(Path page, List<String> lines) {
    var blocks = new ArrayList<CodeBlock>();
    int begin = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        continue;
      }
      if (begin < 0) {
        begin = i;
      } else {
        String text = String.join("\n", lines.subList(begin + 1, i)) + "\n";
        blocks.add(new CodeBlock(page, begin + 1, lines.get(begin).substring(3).strip(), text));
        begin = -1;
      }
    }
    if (begin >= 0) {
      throw new IllegalStateException(page + ":" + (begin + 1) + ": the block has no end");
    }
    return blocks;
  }

  /** Why it is not run; a reader sees it in the block's first line. */
  Optional<String> untested() {
    return first(UNTESTED, 1);
  }

  /** The name under which a page's commands use this file of values. */
  Optional<String> fileName() {
    return first(VALUES, 1);
  }

  /** The chart that these values are for. */
  Optional<String> chart() {
    return first(VALUES, 2);
  }

  /** The kinds of the objects in it. */
  List<String> kinds() {
    return KIND.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private Optional<String> first(Pattern pattern, int group) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(group)) : Optional.empty();
  }

  /** Its commands, continued lines joined, comments left out. */
  List<String> commands() {
    return text.replace("\\\n", " ")
        .lines()
        .map(line -> line.replaceFirst("(^|\\s)#\\s.*$", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @Override
  public String toString() {
    return page + ":" + line + " " + language;
  }
}
