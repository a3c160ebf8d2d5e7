package dev.sextant.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sextant.api.generation.Definitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static final String BASE =
      "{type: object, required: [a], properties: {a: {type: string, maxLength: 5}, b: {type: integer, minimum: 1}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: object, properties: {a: {type: string}}} | {type: object} | v1.a: is no longer there",
        "{type: string} | {type: integer} | v1: type was \"string\" and is \"integer\"",
        "{type: string} | {type: string, format: date-time} | v1: format was not set and is \"date-time\"",
        "{type: string, default: a} | {type: string, default: b} | v1: default was \"a\" and is \"b\"",
        "{type: string, enum: [A, B]} | {type: string, enum: [A, C]} | v1: no longer takes B",
        "{type: string} | {type: string, enum: [A]} | v1: took any value and takes only [\"A\"]",
        "{type: object} | {type: object, required: [a]} | v1.a: is required and was not",
        "{type: integer, maximum: 5} | {type: integer, maximum: 4} | v1: maximum was 5 and is 4",
        "{type: integer} | {type: integer, maximum: 4} | v1: maximum was not set and is 4",
        "{type: integer, minimum: 1} | {type: integer, minimum: 2} | v1: minimum was 1 and is 2",
        "{type: string, maxLength: 5} | {type: string, maxLength: 4} | v1: maxLength was 5 and is 4",
        "{type: string} | {type: string, minLength: 1} | v1: minLength was not set and is 1",
        "{type: array, maxItems: 5} | {type: array, maxItems: 4} | v1: maxItems was 5 and is 4",
        "{type: array, minItems: 0} | {type: array, minItems: 1} | v1: minItems was 0 and is 1",
        "{type: object} | {type: object, maxProperties: 1} | v1: maxProperties was not set and is 1",
        "{type: string, pattern: a} | {type: string, pattern: b} | v1: pattern was \"a\" and is \"b\"",
        "{type: string} | {type: string, pattern: b} | v1: pattern was not set and is \"b\"",
        "{type: array, items: {type: string}} | {type: array, items: {type: integer}} | v1[]: type was \"string\" and is \"integer\"",
        "{type: object, additionalProperties: {type: string}} | {type: object, additionalProperties: {type: string, maxLength: 1}} | v1.*: maxLength was not set and is 1",
        "{type: object, additionalProperties: {type: string}} | {type: object} | v1: additionalProperties was {\"type\":\"string\"} and is not set",
        "{type: array, x-kubernetes-list-type: map} | {type: array} | v1: x-kubernetes-list-type was \"map\" and is not set",
      })
  void whatBreaksPeopleIsSaid(String before, String after, String sentence) throws Exception {
    assertThat(Compatibility.breaks(definition(before), definition(after)))
        .containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: object} | {type: object, properties: {a: {type: string}}}",
        "{type: string, enum: [A]} | {type: string, enum: [A, B]}",
        "{type: string, enum: [A]} | {type: string}",
        "{type: object, required: [a]} | {type: object}",
        "{type: integer, maximum: 5} | {type: integer, maximum: 6}",
        "{type: integer, minimum: 1} | {type: integer, minimum: 0}",
        "{type: integer, minimum: 1} | {type: integer}",
        "{type: string, pattern: a} | {type: string}",
        "{type: string, description: a} | {type: string, description: b}",
      })
  void whatOnlyGrowsIsFine(String before, String after) throws Exception {
    assertThat(Compatibility.breaks(definition(before), definition(after))).isEmpty();
  }

  @Test
  void namesVersionsAndSubresourcesStay() throws Exception {
    JsonNode before =
        yaml(
            "{spec: {group: g, scope: Namespaced, names: {kind: K, plural: ks, shortNames: [k]},"
                + " versions: [{name: v1, subresources: {status: {}}}, {name: v2}]}}");
    JsonNode after =
        yaml(
            "{spec: {group: g, scope: Cluster, names: {kind: L, plural: ks},"
                + " versions: [{name: v1}]}}");

    assertThat(Compatibility.breaks(before, after))
        .containsExactly(
            "/scope: was \"Namespaced\" and is \"Cluster\"",
            "/names/kind: was \"K\" and is \"L\"",
            "/names/shortNames: no longer has k",
            "v1: changed its subresource status",
            "v2: is no longer there");
  }

  @Test
  void everyDefinitionIsCompatibleWithItself() throws Exception {
    assertThat(Compatibility.breaks(definition(BASE), definition(BASE))).isEmpty();
    for (String definition : Definitions.checkedIn().values()) {
      assertThat(Compatibility.breaks(yaml(definition), yaml(definition))).isEmpty();
    }
  }

  private static JsonNode definition(String schema) throws JsonProcessingException {
    return yaml("{spec: {versions: [{name: v1, schema: {openAPIV3Schema: " + schema + "}}]}}");
  }

  private static JsonNode yaml(String text) throws JsonProcessingException {
    return new YAMLMapper().readTree(text);
  }
}
