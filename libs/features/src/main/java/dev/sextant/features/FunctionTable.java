package dev.sextant.features;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All operations of the language, by name. */
final class FunctionTable {
  private static final Map<String, List<Function>> FUNCTIONS =
      Stream.of(
              Arithmetic.functions(),
              Comparisons.functions(),
              Logic.functions(),
              Texts.functions(),
              CalendarFunctions.functions())
          .flatMap(functions -> functions)
          .collect(Collectors.groupingBy(Function::name));

  private FunctionTable() {}

  static Set<String> names() {
    return FUNCTIONS.keySet();
  }

  /** The overloads of a name; empty where there is no such function. */
  static List<Function> named(String name) {
    return FUNCTIONS.getOrDefault(name, List.of());
  }

  static Optional<Function> find(String name, List<ValueType> arguments) {
    return named(name).stream()
        .filter(function -> function.parameters().equals(arguments))
        .findFirst();
  }

  static Refusal unknown(String name) {
    if (name.equals("_[_]")) {
      return new Refusal("'[ ]' needs a list, and there are none; charAt(x, 0) takes a character");
    }
    var callable = names().stream().filter(FunctionTable::isWord).collect(Collectors.toSet());
    return new Refusal(
        "unknown function '%s'; %s"
            .formatted(
                name,
                Suggestions.didYouMean(name, callable)
                    .orElse("the reference of expressions lists what there is")));
  }

  static boolean isWord(String name) {
    return Character.isLetter(name.charAt(0));
  }

  /** Why no overload fits, with those that there are. */
  static Refusal mismatch(String name, List<ValueType> arguments) {
    String shown = isWord(name) ? name + "()" : "'" + name.replace("_", "") + "'";
    return new Refusal(
        "%s cannot take %s; it takes %s"
            .formatted(
                shown,
                list(arguments),
                named(name).stream()
                    .map(function -> list(function.parameters()))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(" or "))));
  }

  private static String list(List<ValueType> types) {
    return types.stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
