package dev.sextant.features;

import dev.sextant.contracts.data.ColumnType;

/**
 * A column that an expression may read.
 *
 * @param name the column's name, as expressions write it
 * @param type the column's type; an Integer column is a number like any other
 */
public record Variable(String name, ColumnType type) {}
