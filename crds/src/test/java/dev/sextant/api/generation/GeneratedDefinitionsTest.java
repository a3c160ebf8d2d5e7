package dev.sextant.api.generation;

import org.junit.jupiter.api.Test;

class GeneratedDefinitionsTest {
  @Test
  void checkedInDefinitionsAreThoseOfTheTypes() {
    GoldenFiles.check(Definitions.CHECKED_IN, "# Generated from", Definitions.generate());
  }
}
