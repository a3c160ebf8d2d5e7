package dev.sextant.features;

import static dev.sextant.features.ValueType.NUMBER;

import dev.sextant.features.Node.NumberNode;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * Operators and functions on numbers. {@link StrictMath} throughout: the same bits on every
 * processor, so that training and serving cannot differ by the last digit.
 */
final class Arithmetic {
  private Arithmetic() {}

  static Stream<Function> functions() {
    return Stream.of(operators(), rounding(), powers(), trigonometry()).flatMap(List::stream);
  }

  private static List<Function> operators() {
    return List.of(
        binary("_+_", (a, b) -> a + b),
        binary("_-_", (a, b) -> a - b),
        binary("_*_", (a, b) -> a * b),
        binary("_/_", (a, b) -> a / b),
        binary("_%_", (a, b) -> a % b),
        unary("-_", a -> -a),
        binary("min", Math::min),
        binary("max", Math::max));
  }

  private static List<Function> rounding() {
    return List.of(
        unary("abs", Math::abs),
        unary("sign", Math::signum),
        unary("floor", Math::floor),
        unary("ceil", Math::ceil),
        unary("trunc", Arithmetic::trunc),
        unary("int", Arithmetic::trunc),
        unary("double", a -> a),
        unary("round", Arithmetic::round));
  }

  private static List<Function> powers() {
    return List.of(
        unary("sqrt", StrictMath::sqrt),
        unary("cbrt", StrictMath::cbrt),
        unary("exp", StrictMath::exp),
        unary("expm1", StrictMath::expm1),
        unary("log", StrictMath::log),
        unary("log1p", StrictMath::log1p),
        unary("log2", Arithmetic::log2),
        unary("log10", StrictMath::log10),
        binary("pow", StrictMath::pow),
        binary("hypot", StrictMath::hypot));
  }

  private static List<Function> trigonometry() {
    return List.of(
        unary("sin", StrictMath::sin),
        unary("cos", StrictMath::cos),
        unary("tan", StrictMath::tan),
        unary("asin", StrictMath::asin),
        unary("acos", StrictMath::acos),
        unary("atan", StrictMath::atan),
        unary("tanh", StrictMath::tanh),
        binary("atan2", StrictMath::atan2),
        unary("radians", StrictMath::toRadians),
        unary("degrees", StrictMath::toDegrees));
  }

  private static double trunc(double a) {
    return a < 0 ? Math.ceil(a) : Math.floor(a);
  }

  /** To the nearest whole number, halves away from zero. */
  private static double round(double a) {
    double whole = trunc(a);
    return Math.abs(a - whole) >= 0.5 ? whole + Math.signum(a) : whole;
  }

  /** Exact for powers of two, which the quotient of two logarithms is not. */
  private static double log2(double a) {
    int exponent = Math.getExponent(a);
    boolean power = a > 0 && Math.abs(exponent) < 1023 && a == Math.scalb(1.0, exponent);
    return power ? exponent : StrictMath.log(a) / StrictMath.log(2);
  }

  private static Function unary(String name, DoubleUnaryOperator operator) {
    return new Function(
        name, List.of(NUMBER), 1, arguments -> unary(arguments.number(0), operator));
  }

  private static Function binary(String name, DoubleBinaryOperator operator) {
    return new Function(
        name,
        List.of(NUMBER, NUMBER),
        1,
        arguments -> binary(arguments.number(0), arguments.number(1), operator));
  }

  private static NumberNode unary(NumberNode operand, DoubleUnaryOperator operator) {
    return (row, faults) -> {
      double a = operand.eval(row, faults);
      return Double.isNaN(a) ? a : finite(operator.applyAsDouble(a), faults);
    };
  }

  private static NumberNode binary(
      NumberNode left, NumberNode right, DoubleBinaryOperator operator) {
    return (row, faults) -> {
      double a = left.eval(row, faults);
      if (Double.isNaN(a)) {
        return a;
      }
      double b = right.eval(row, faults);
      return Double.isNaN(b) ? b : finite(operator.applyAsDouble(a, b), faults);
    };
  }

  /** What is not a finite number could not be computed. */
  static double finite(double value, Faults faults) {
    return Double.isFinite(value) ? value : faults.number();
  }
}
