package dev.sextant.e2e;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What does not mind what the other does, and mostly waits. */
@Order(3)
@ExtendWith(Stage.class)
class SideBySideIT {
  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class WhatIsWrongIsSaid extends Refusals {}

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class RidesOfNewYork extends Taxis {}
}
