package dev.sextant.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tensor object from a stream of JSON tokens, its fields in any order; its values are in
 * the object, or in the bytes after the JSON.
 *
 * <p>Data that comes before its datatype is skipped and read again at the end of the object, so
 * that the usual order costs nothing and no order needs a tree.
 */
final class JsonTensorReader {
  private static final int MOST_DIMENSIONS = 8;
  private static final int NOT_NESTED = -1;

  private final JsonReading reading;
  private final String path;
  private @Nullable String name;
  private @Nullable Datatype datatype;
  private @Nullable List<Long> shape;
  private @Nullable Values values;
  private @Nullable Object binarySize;
  private long laterAt = -1;
  private boolean dataSeen;
  private int dataDepth;
  private int innermost;

  JsonTensorReader(JsonReading reading, String path) {
    this.reading = reading;
    this.path = path;
  }

  /** Reads the object whose START_OBJECT the parser stands on. */
  Tensor read(JsonParser parser) throws IOException, ProtocolException {
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      switch (field) {
        case "name" -> name = reading.text(parser, token, path + ".name");
        case "datatype" -> datatype = readDatatype(parser, token);
        case "shape" -> shape = readShape(parser, token);
        case "parameters" ->
            binarySize =
                reading.parameters(parser, token, path + ".parameters").get(BinaryData.SIZE);
        case "data" -> readOrPostpone(parser, token);
        default -> parser.skipChildren();
      }
    }
    return assemble();
  }

  private Tensor assemble() throws IOException, ProtocolException {
    if (name == null || name.isEmpty()) {
      throw ProtocolException.invalid(path + ".name", "is missing; name the tensor");
    }
    if (datatype == null) {
      throw ProtocolException.invalid(path + ".datatype", "is missing; send one such as FP64");
    }
    if (shape == null) {
      throw ProtocolException.invalid(
          path + ".shape", "is missing; send the number of values, such as [1]");
    }
    if (binarySize != null) {
      return new Tensor(name, datatype, shape, binary(datatype, shape, binarySize));
    }
    if (!dataSeen) {
      throw ProtocolException.invalid(path + ".data", "is missing; send an array of values");
    }
    int count = Shapes.count(path + ".shape", shape, reading.limits());
    if (values == null) {
      try (JsonParser again = reading.parserAt(laterAt)) {
        values = readData(again, again.nextToken(), datatype);
      }
    }
    if (values.size() != count) {
      throw Shapes.mismatch(path + ".data", values.size(), shape);
    }
    if (dataDepth > 1 && (dataDepth != shape.size() || innermost != shape.getLast())) {
      throw ProtocolException.invalid(
          path + ".data",
          "is not nested as shape %s says; nest it so, or send it flat"
              .formatted(Shapes.shown(shape)));
    }
    return new Tensor(name, datatype, shape, values);
  }

  private Values binary(Datatype type, List<Long> dimensions, Object size)
      throws ProtocolException {
    String field = BinaryData.path(path, BinaryData.SIZE);
    if (dataSeen) {
      throw ProtocolException.invalid(
          path + ".data", "is given beside " + BinaryData.SIZE + "; send one of them");
    }
    if (!(size instanceof Long bytes)) {
      throw ProtocolException.invalid(field, "is no whole number; send the number of bytes");
    }
    int count = Shapes.count(path + ".shape", dimensions, reading.limits());
    return RawTensors.read(path + ".binary_data", type, count, reading.binary(field, bytes));
  }

  private Datatype readDatatype(JsonParser parser, JsonToken token)
      throws IOException, ProtocolException {
    String field = path + ".datatype";
    if (datatype != null) {
      throw ProtocolException.invalid(field, "is given twice; send it once");
    }
    return Datatype.parse(field, reading.text(parser, token, field));
  }

  private void readOrPostpone(JsonParser parser, JsonToken token)
      throws IOException, ProtocolException {
    if (dataSeen) {
      throw ProtocolException.invalid(path + ".data", "is given twice; send it once");
    }
    dataSeen = true;
    if (datatype == null) {
      laterAt = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
    } else {
      values = readData(parser, token, datatype);
    }
  }

  private List<Long> readShape(JsonParser parser, JsonToken token)
      throws IOException, ProtocolException {
    if (token != JsonToken.START_ARRAY) {
      throw ProtocolException.invalid(
          path + ".shape", "is %s; send an array such as [1]".formatted(JsonNames.of(token)));
    }
    var dimensions = new ArrayList<Long>(2);
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (t != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw ProtocolException.invalid(
            path + ".shape[" + dimensions.size() + "]", "is no whole number; send a size");
      }
      if (dimensions.size() == MOST_DIMENSIONS) {
        throw ProtocolException.invalid(
            path + ".shape", "has more than %d dimensions; send fewer".formatted(MOST_DIMENSIONS));
      }
      dimensions.add(parser.getLongValue());
    }
    return dimensions;
  }

  private Values readData(JsonParser parser, @Nullable JsonToken first, Datatype type)
      throws IOException, ProtocolException {
    if (first != JsonToken.START_ARRAY) {
      throw ProtocolException.invalid(
          path + ".data", "is %s; send an array of values".formatted(JsonNames.of(first)));
    }
    var collector = ValueCollector.of(type, expected());
    var position = new int[MOST_DIMENSIONS + 1];
    int depth = 1;
    dataDepth = 0;
    innermost = NOT_NESTED;
    while (depth > 0) {
      JsonToken token = reading.next(parser);
      switch (token) {
        case START_ARRAY -> {
          if (depth == MOST_DIMENSIONS || (dataDepth > 0 && depth >= dataDepth)) {
            throw bad(position, depth, "is an array among values; nest all of them, or none");
          }
          depth++;
          position[depth] = 0;
        }
        case END_ARRAY -> {
          leave(position, depth);
          depth--;
          position[depth]++;
        }
        default -> {
          add(collector, parser, token, position, depth);
          position[depth]++;
        }
      }
    }
    return collector.finish();
  }

  private void add(
      ValueCollector collector, JsonParser parser, JsonToken token, int[] position, int depth)
      throws ProtocolException {
    if (dataDepth != depth) {
      if (dataDepth != 0) {
        throw bad(position, depth, "is a value among arrays; nest all of them, or none");
      }
      dataDepth = depth;
    }
    if (collector.size() == reading.limits().values()) {
      throw ProtocolException.invalid(
          path + ".data",
          "has more than %d values, the most of one tensor; split the request"
              .formatted(reading.limits().values()));
    }
    try {
      collector.add(parser, token);
    } catch (BadValue bad) {
      throw bad(position, depth, bad.problem());
    } catch (JsonProcessingException e) {
      throw bad(position, depth, "cannot be read: " + JsonReading.firstLine(e));
    } catch (IOException e) {
      throw bad(position, depth, "cannot be read");
    }
  }

  private void leave(int[] position, int depth) throws ProtocolException {
    if (depth != dataDepth || depth == 1) {
      return;
    }
    if (innermost != NOT_NESTED && innermost != position[depth]) {
      throw bad(position, depth - 1, "has another length than the arrays before; make them agree");
    }
    innermost = position[depth];
  }

  private int expected() throws ProtocolException {
    return shape == null ? 16 : Shapes.count(path + ".shape", shape, reading.limits());
  }

  private ProtocolException bad(int[] position, int depth, String problem) {
    var where = new StringBuilder(path).append(".data");
    for (int i = 1; i <= depth; i++) {
      where.append('[').append(position[i]).append(']');
    }
    return ProtocolException.invalid(where.toString(), problem);
  }
}
