package dev.sextant.server;

import dev.sextant.contracts.model.Signature;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.Quote;
import dev.sextant.protocol.Tensor;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the tensor of every column of the signature, in whatever order the caller sent them. */
final class ColumnBinder {
  private static final int MOST_NAMES = 20;

  private final List<Signature.Input> inputs;
  private final Map<String, Integer> positions = new HashMap<>();
  private final ColumnReader reader;

  ColumnBinder(Signature signature, ZoneId zone) {
    this.inputs = signature.inputs();
    this.reader = new ColumnReader(new Instants(zone));
    for (int i = 0; i < inputs.size(); i++) {
      positions.put(inputs.get(i).name(), i);
    }
  }

  Columns bind(List<Tensor> tensors) throws ProtocolException {
    var columns = new Columns.@Nullable Column[inputs.size()];
    int rows = 0;
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      Integer position = positions.get(tensor.name());
      if (position == null) {
        throw unknown(i, tensor.name());
      }
      if (columns[position] != null) {
        throw ProtocolException.invalid(
            at(i, "name"), Quote.of(tensor.name()) + " is given twice; send it once");
      }
      int size = rows(i, tensor);
      if (i == 0) {
        rows = size;
      } else if (size != rows) {
        throw ProtocolException.invalid(
            at(i, "shape"),
            "%s has %d rows, inputs[0] has %d; send the same number in every tensor"
                .formatted(tensor.shape(), size, rows));
      }
      columns[position] = reader.read(i, tensor, inputs.get(position));
    }
    return new Columns(complete(columns), rows);
  }

  private static String at(int index, String field) {
    return "inputs[" + index + "]." + field;
  }

  private static int rows(int index, Tensor tensor) throws ProtocolException {
    List<Long> shape = tensor.shape();
    if (shape.size() == 1 || (shape.size() == 2 && shape.get(1) == 1)) {
      return tensor.values().size();
    }
    throw ProtocolException.invalid(
        at(index, "shape"), "%s is no column; send [rows] or [rows, 1]".formatted(shape));
  }

  private ProtocolException unknown(int index, String name) {
    var names = inputs.stream().map(Signature.Input::name).toList();
    String accepted = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    String rest =
        names.size() > MOST_NAMES ? " and %d more".formatted(names.size() - MOST_NAMES) : "";
    return ProtocolException.invalid(
        at(index, "name"),
        "%s is not an input of this model; it takes %s%s"
            .formatted(Quote.of(name), accepted, rest));
  }

  private List<Columns.Column> complete(Columns.@Nullable Column[] columns)
      throws ProtocolException {
    var complete = new ArrayList<Columns.Column>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      Columns.Column column = columns[i];
      if (column == null) {
        throw ProtocolException.invalid(
            "inputs",
            "%s is not among them; send it too, with null where its value is missing"
                .formatted(Quote.of(inputs.get(i).name())));
      }
      complete.add(column);
    }
    return complete;
  }
}
