package dev.sextant.worker.train.evaluate;

import dev.sextant.features.RowView;
import org.jspecify.annotations.Nullable;

/** A row of few columns, seen by the places that they have among all. */
final class MappedRow implements RowView {
  private final RowView row;
  private final int[] places;

  MappedRow(RowView row, int[] places) {
    this.row = row;
    this.places = places;
  }

  @Override
  public double number(int variable) {
    return row.number(places[variable]);
  }

  @Override
  public @Nullable String text(int variable) {
    return row.text(places[variable]);
  }

  @Override
  public @Nullable Boolean truth(int variable) {
    return row.truth(places[variable]);
  }

  @Override
  public long timestamp(int variable) {
    return row.timestamp(places[variable]);
  }
}
