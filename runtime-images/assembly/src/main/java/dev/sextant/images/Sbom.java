package dev.sextant.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** A bill of materials in the form of CycloneDX: what the build wrote, or one that starts empty. */
final class Sbom {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode document;

  private Sbom(ObjectNode document) {
    this.document = document;
  }

  static Sbom read(Path file) throws IOException {
    if (!(JSON.readTree(file.toFile()) instanceof ObjectNode document)
        || !document.path("components").isArray()) {
      throw new IOException(file + ": is no bill of materials; build the modules (make build)");
    }
    return new Sbom(document);
  }

  /** One for a thing that no Maven module makes. */
  static Sbom of(String name, String version) {
    ObjectNode document = JSON.createObjectNode();
    document.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    ObjectNode component = document.putObject("metadata").putObject("component");
    component.put("type", "container").put("bom-ref", name).put("name", name);
    component.put("version", version);
    document.putArray("components");
    return new Sbom(document);
  }

  /** What is listed, whoever made it. */
  List<Part> parts() {
    var parts = new ArrayList<Part>();
    for (JsonNode component : document.get("components")) {
      var licences = new TreeSet<String>();
      for (JsonNode choice : component.path("licenses")) {
        JsonNode licence = choice.path("license");
        licences.add(
            choice
                .path("expression")
                .asText(licence.path("id").asText(licence.path("name").asText())));
      }
      parts.add(
          new Part(
              component.path("purl").asText(),
              component.path("name").asText(),
              component.path("version").asText(),
              List.copyOf(licences)));
    }
    return parts;
  }

  /** The same with more parts, and with the licences under which we take each. */
  Sbom with(List<Part> more, LicencePolicy policy) {
    ObjectNode merged = document.deepCopy();
    ArrayNode components = (ArrayNode) merged.get("components");
    List<Part> known = parts();
    for (int i = 0; i < known.size(); i++) {
      acknowledge((ObjectNode) components.get(i), policy.licences(known.get(i)));
    }
    more.stream()
        .sorted(Comparator.comparing(Part::url))
        .forEach(part -> {
          ObjectNode component = components.addObject();
          component.put("type", "library").put("bom-ref", part.url()).put("name", part.name());
          component.put("version", part.version()).put("purl", part.url());
          acknowledge(component, policy.licences(part));
        });
    return new Sbom(merged);
  }

  private static void acknowledge(ObjectNode component, List<String> licences) {
    if (licences.isEmpty()) {
      return;
    }
    ArrayNode choices = component.putArray("licenses");
    if (licences.size() == 1 && expression(licences.getFirst())) {
      choices.addObject().put("expression", licences.getFirst());
      return;
    }
    licences.forEach(id -> choices.addObject().putObject("license").put("id", id));
  }

  private static boolean expression(String licence) {
    return licence.contains(" ") || licence.startsWith("LicenseRef-");
  }

  byte[] bytes() throws IOException {
    return JSON.writeValueAsBytes(document);
  }
}
