package dev.sextant.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One body while it is read: its JSON, the bytes of tensors that may follow it, its limits, and the
 * values that all parts share.
 */
final class JsonReading {
  private static final int DEEPEST = 32;
  private static final int MOST_PARAMETERS = 100;

  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNameLength(1_000).build())
          // NaN is read, so that it can be refused by name and place.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** What the parser says about its own settings is no news to a caller. */
  private static final Pattern PARSER_NAMES =
      Pattern.compile(" \\((?:for \\w+ starting|start marker) at \\[Source.*?]\\)|, from `[^`]*`");

  private final byte[] body;
  private final int jsonLength;
  private final Limits limits;
  private int binaryAt;

  /** Reads a body whose first {@code jsonLength} bytes are JSON. */
  JsonReading(byte[] body, int jsonLength, Limits limits) {
    this.body = body;
    this.jsonLength = jsonLength;
    this.limits = limits;
    this.binaryAt = jsonLength;
  }

  Limits limits() {
    return limits;
  }

  JsonParser parser() throws IOException {
    return FACTORY.createParser(body, 0, jsonLength);
  }

  JsonParser parserAt(long offset) throws IOException, ProtocolException {
    if (offset < 0 || offset > jsonLength) {
      throw ProtocolException.invalid("body", "is not UTF-8; send JSON in UTF-8");
    }
    return FACTORY.createParser(body, (int) offset, jsonLength - (int) offset);
  }

  /**
   * The next bytes after the JSON.
   *
   * @param path the field that says how many
   */
  ByteString binary(String path, long size) throws ProtocolException {
    int left = body.length - binaryAt;
    if (size < 0 || size > left) {
      throw ProtocolException.invalid(
          path,
          "is %d, but %d bytes are left after the JSON and the tensors before; make them agree"
              .formatted(size, left));
    }
    ByteString bytes = UnsafeByteOperations.unsafeWrap(body, binaryAt, (int) size);
    binaryAt += (int) size;
    return bytes;
  }

  /** Refuses bytes that belong to no tensor. */
  void requireNoBinaryLeft() throws ProtocolException {
    if (binaryAt < body.length) {
      throw ProtocolException.invalid(
          "body",
          "has %d bytes after its JSON, but the tensors' binary_data_size take %d; make them agree"
              .formatted(body.length - jsonLength, binaryAt - jsonLength));
    }
  }

  /** The next token; the end of the body is an error. */
  JsonToken next(JsonParser parser) throws IOException, ProtocolException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw ProtocolException.invalid("body", "ends too early; send a whole JSON object");
    }
    return token;
  }

  String text(JsonParser parser, JsonToken token, String path)
      throws IOException, ProtocolException {
    if (token != JsonToken.VALUE_STRING) {
      throw ProtocolException.invalid(path, "is %s; send a string".formatted(JsonNames.of(token)));
    }
    return parser.getText();
  }

  Map<String, Object> parameters(JsonParser parser, JsonToken token, String path)
      throws IOException, ProtocolException {
    if (token == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    if (token != JsonToken.START_OBJECT) {
      throw ProtocolException.invalid(path, "is %s; send an object".formatted(JsonNames.of(token)));
    }
    var parameters = new LinkedHashMap<String, Object>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parameters.size() == MOST_PARAMETERS) {
        throw ProtocolException.invalid(
            path, "has more than %d entries; send fewer".formatted(MOST_PARAMETERS));
      }
      JsonToken value = parser.nextToken();
      switch (value) {
        case VALUE_STRING -> parameters.put(name, parser.getText());
        case VALUE_TRUE -> parameters.put(name, true);
        case VALUE_FALSE -> parameters.put(name, false);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parameters.put(name, number(parser));
        case VALUE_NULL -> parameters.remove(name);
        default ->
            throw ProtocolException.invalid(
                path + "[" + Quote.of(name) + "]",
                "is %s; send a string, a number or a truth value".formatted(JsonNames.of(value)));
      }
    }
    return parameters;
  }

  private static Object number(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> parser.getDoubleValue();
    };
  }

  /** Why the body is no JSON, for the caller. */
  static ProtocolException notJson(IOException e) {
    return switch (e) {
      case StreamConstraintsException tooMuch ->
          ProtocolException.invalid("body", "is refused: " + firstLine(tooMuch));
      case JsonProcessingException broken when broken.getLocation() != null ->
          ProtocolException.invalid(
              "body",
              "is not valid JSON at line %d, column %d: %s; send a JSON object in UTF-8"
                  .formatted(
                      broken.getLocation().getLineNr(),
                      broken.getLocation().getColumnNr(),
                      firstLine(broken)));
      default -> ProtocolException.invalid("body", "is not valid JSON; send an object in UTF-8");
    };
  }

  static String firstLine(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    line = PARSER_NAMES.matcher(line).replaceAll("");
    return line.length() > 200 ? line.substring(0, 200) : line;
  }
}
