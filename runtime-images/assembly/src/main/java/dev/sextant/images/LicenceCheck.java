package dev.sextant.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every dependency of the build, those of the tests as well, to the list of licences: {@code
 * LicenceCheck LICENCES BILL...}. A decision about something that is nowhere any more fails too.
 */
public final class LicenceCheck {
  private LicenceCheck() {}

  public static void main(String[] arguments) throws Exception {
    LicencePolicy policy = LicencePolicy.read(Path.of(arguments[0]));
    var parts = new ArrayList<Part>();
    for (String bill : List.of(arguments).subList(1, arguments.length)) {
      parts.addAll(Sbom.read(Path.of(bill)).parts());
    }
    List<String> problems = new ArrayList<>(policy.refusals(parts));
    policy.idle(parts).forEach(part -> problems.add(part + ": is decided on and used nowhere"));
    problems.forEach(System.out::println);
    if (!problems.isEmpty()) {
      System.err.println("error: " + problems.size() + " licences to look at, see above");
      System.exit(1);
    }
    System.out.println(
        parts.stream().map(Part::url).distinct().count() + " parts, every licence allowed");
  }
}
