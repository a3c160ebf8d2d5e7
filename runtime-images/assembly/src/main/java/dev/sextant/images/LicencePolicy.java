package dev.sextant.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The licences under which we take the work of others: those that are allowed for everything, and
 * the parts for which a choice or an exception was made, each with its reason.
 */
final class LicencePolicy {
  private final Set<String> allowed = new HashSet<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final List<Decision> decisions = new ArrayList<>();

  /** On the parts whose identity it names; a star stands for anything. */
  private record Decision(String parts, String licence) {
    boolean on(Part part) {
      return part.identity().matches(Pattern.quote(parts).replace("*", "\\E.*\\Q"));
    }
  }

  private LicencePolicy() {}

  /** Reads the list; {@code licences.txt} says how its lines look. */
  static LicencePolicy read(Path file) throws IOException {
    var policy = new LicencePolicy();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        policy.add(line.strip());
      }
    }
    return policy;
  }

  private void add(String line) {
    String[] words = line.split("\\s+", 2);
    String[] given = words.length < 2 ? new String[0] : words[1].split("\\s*\\|\\s*", -1);
    switch (words[0] + " " + given.length) {
      case "allow 1" -> allowed.add(given[0]);
      case "alias 2" -> aliases.put(given[1], given[0]);
      case "part 3" -> decisions.add(new Decision(given[0], given[1]));
      default -> throw new IllegalArgumentException("licences.txt: cannot be read: " + line);
    }
  }

  /**
   * The licences that count for a part: the one that was decided on, or those that its maker gives,
   * by their identifiers.
   */
  List<String> licences(Part part) {
    return decision(part)
        .map(decision -> List.of(decision.licence()))
        .orElseGet(
            () -> part.licences().stream().map(name -> aliases.getOrDefault(name, name)).toList());
  }

  /** Says of each part that may not be taken as it is, why. */
  List<String> refusals(List<Part> parts) {
    var refusals = new ArrayList<String>();
    for (Part part : parts) {
      if (part.ours() || decision(part).isPresent()) {
        continue;
      }
      List<String> licences = licences(part);
      if (licences.isEmpty()) {
        refusals.add(part.identity() + ": names no licence");
      } else if (!allowed.containsAll(licences)) {
        refusals.add(part.identity() + ": " + String.join(", ", licences));
      }
    }
    return List.copyOf(new TreeSet<>(refusals));
  }

  /** Decisions on parts that are not there any more. */
  Set<String> idle(List<Part> parts) {
    return decisions.stream()
        .filter(decision -> parts.stream().noneMatch(decision::on))
        .map(Decision::parts)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Optional<Decision> decision(Part part) {
    return decisions.stream().filter(decision -> decision.on(part)).findFirst();
  }
}
