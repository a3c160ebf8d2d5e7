package dev.sextant.features;

/** Why an expression cannot be compiled; travels from wherever that is found to the compiler. */
final class Refusal extends Exception {
  private final String message;

  Refusal(String message) {
    super(message, null, false, false);
    this.message = message;
  }

  String message() {
    return message;
  }
}
