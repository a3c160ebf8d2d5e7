package dev.sextant.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON bodies into memory. */
final class JsonMessageWriter {
  /** What goes between the braces. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private JsonMessageWriter() {}

  static byte[] object(int expected, Fields fields) {
    var bytes = new ByteArrayOutputStream(expected);
    try (JsonGenerator json = JsonReading.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static void optional(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  static void parameters(JsonGenerator json, Map<String, Object> parameters) throws IOException {
    if (parameters.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("parameters");
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      json.writeFieldName(parameter.getKey());
      switch (parameter.getValue()) {
        case Boolean truth -> json.writeBoolean(truth);
        case Long whole -> json.writeNumber(whole);
        case Double number -> number(json, number);
        case Object text -> json.writeString(text.toString());
      }
    }
    json.writeEndObject();
  }

  /**
   * Writes tensors.
   *
   * @param binary takes the values that go after the JSON
   */
  static void tensors(JsonGenerator json, String field, List<Tensor> tensors, BinaryTail binary)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Tensor tensor : tensors) {
      json.writeStartObject();
      json.writeStringField("name", tensor.name());
      json.writeStringField("datatype", tensor.datatype().name());
      json.writeArrayFieldStart("shape");
      for (Long size : tensor.shape()) {
        json.writeNumber(size);
      }
      json.writeEndArray();
      if (binary.takes(tensor)) {
        json.writeObjectFieldStart("parameters");
        json.writeNumberField(BinaryData.SIZE, binary.add(tensor));
        json.writeEndObject();
      } else {
        json.writeArrayFieldStart("data");
        values(json, tensor);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void values(JsonGenerator json, Tensor tensor) throws IOException {
    switch (tensor.values()) {
      case Values.Numbers numbers -> {
        boolean single = tensor.datatype() == Datatype.FP32;
        for (int i = 0; i < numbers.size(); i++) {
          if (single && Double.isFinite(numbers.at(i))) {
            json.writeNumber((float) numbers.at(i));
          } else {
            number(json, numbers.at(i));
          }
        }
      }
      case Values.Integers integers -> {
        for (int i = 0; i < integers.size(); i++) {
          if (integers.isMissing(i)) {
            json.writeNull();
          } else {
            json.writeNumber(integers.at(i));
          }
        }
      }
      case Values.Texts texts -> {
        for (int i = 0; i < texts.size(); i++) {
          json.writeString(texts.at(i));
        }
      }
      case Values.Truths truths -> {
        for (int i = 0; i < truths.size(); i++) {
          if (truths.isMissing(i)) {
            json.writeNull();
          } else {
            json.writeBoolean(truths.at(i) == 1);
          }
        }
      }
    }
  }

  /** JSON has no NaN and no infinities. */
  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
