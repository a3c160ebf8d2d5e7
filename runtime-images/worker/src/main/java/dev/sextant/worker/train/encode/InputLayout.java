package dev.sextant.worker.train.encode;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * All inputs of a model: which tensors they come from and where their numbers go.
 *
 * @param columns the inputs as the snapshot has them
 * @param numbers become the first columns, one each
 * @param oneHots become the columns after those
 */
public record InputLayout(
    List<SnapshotColumn> columns,
    List<FittedInput.Scalar> numbers,
    List<FittedInput.OneHot> oneHots) {

  public InputLayout {
    columns = List.copyOf(columns);
    numbers = List.copyOf(numbers);
    oneHots = List.copyOf(oneHots);
  }

  /** The columns of the tensor {@code numeric}. */
  public List<String> numericInputs() {
    return names(false);
  }

  /** The columns of the tensor {@code text}. */
  public List<String> textInputs() {
    return names(true);
  }

  private List<String> names(boolean text) {
    return columns.stream()
        .filter(column -> (column.type() == ColumnType.String) == text)
        .map(SnapshotColumn::name)
        .toList();
  }

  /** How many numbers a trainer reads. */
  public int width() {
    return numbers.size() + oneHots.stream().mapToInt(FittedInput::width).sum();
  }

  /** Where the columns of each one-hot input begin. */
  public int[] oneHotOffsets() {
    var offsets = new int[oneHots.size()];
    int next = numbers.size();
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = next;
      next += oneHots.get(i).width();
    }
    return offsets;
  }

  /** All inputs in the order of their numbers. */
  public List<FittedInput> inputs() {
    var inputs = new ArrayList<FittedInput>(numbers);
    inputs.addAll(oneHots);
    return List.copyOf(inputs);
  }
}
