/**
 * Row-wise feature expressions: the language (CEL's grammar, our types and functions) and its one
 * evaluator, which the operator, the jobs and the model server share.
 *
 * <p>Three rules hold for every expression. Numbers are doubles. A missing operand makes the result
 * missing, unless the expression asks ({@code isMissing}, {@code orElse}) or does not need it
 * ({@code false && x}). What cannot be computed for a row (a division by zero, an index outside a
 * text) is missing too, and is counted.
 */
package dev.sextant.features;
