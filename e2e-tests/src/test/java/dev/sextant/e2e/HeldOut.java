package dev.sextant.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.api.common.ColumnType;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.SignatureInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What the trainer of a version predicted of its test rows, read from the store as an auditor
 * would: manifest first, then the file that it names.
 *
 * @param inputs the columns of the signature
 * @param values of each row, one a column, as a caller sends them
 * @param predictions the trainer's, of each row
 */
record HeldOut(List<SignatureInput> inputs, List<List<Object>> values, List<Double> predictions) {

  static HeldOut of(Workspace workspace, ModelVersion version, Path directory)
      throws IOException, SQLException {
    String uri = version.getSpec().artifact().uri();
    Path manifest = directory.resolve("model.json");
    workspace.get(uri, manifest);
    JsonNode file = Inference.MAPPER.readTree(Files.readString(manifest)).get("heldOut");
    String sha256 = file.get("sha256").asText();
    Path parquet = directory.resolve(file.get("name").asText());
    workspace.get(
        uri.substring(0, uri.indexOf("manifests/"))
            + "objects/sha256/"
            + sha256.substring(0, 2)
            + "/"
            + sha256,
        parquet);
    return read(parquet, version.getSpec().signature().inputs());
  }

  private static HeldOut read(Path parquet, List<SignatureInput> inputs) throws SQLException {
    List<List<Object>> values = new ArrayList<>();
    List<Double> predictions = new ArrayList<>();
    StringBuilder columns = new StringBuilder("prediction");
    for (SignatureInput input : inputs) {
      String column = "inputs['" + input.name() + "']";
      columns
          .append(", ")
          .append(input.type() == ColumnType.Timestamp ? "epoch_us(" + column + ")" : column);
    }
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT %s FROM '%s' ORDER BY row".formatted(columns, parquet))) {
      while (rows.next()) {
        predictions.add(rows.getDouble(1));
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
          row.add(value(rows, i + 2, inputs.get(i).type()));
        }
        values.add(row);
      }
    }
    return new HeldOut(inputs, values, predictions);
  }

  private static Object value(ResultSet row, int column, ColumnType type) throws SQLException {
    Object value = row.getObject(column);
    if (value == null || (value instanceof Double number && number.isNaN())) {
      return null;
    }
    return type == ColumnType.Timestamp
        ? Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS).toString()
        : value;
  }

  int size() {
    return predictions.size();
  }

  /** The request for some rows that follow one another. */
  ObjectNode request(int from, int until) {
    ObjectNode body = Inference.request();
    for (int i = 0; i < inputs.size(); i++) {
      int column = i;
      Inference.input(
          body,
          inputs.get(i).name(),
          inputs.get(i).datatype().name(),
          values.subList(from, until).stream().map(row -> row.get(column)).toList());
    }
    return body;
  }
}
