package dev.sextant.api.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sextant.api.apiserver.Samples;
import dev.sextant.api.common.BaselineKind;
import dev.sextant.api.common.TaskKind;
import dev.sextant.api.dataset.ColumnRole;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.generation.Kinds;
import dev.sextant.api.training.TrainingRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TolerantReadingTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  @Test
  void fieldsOfANewerVersionAreSurvivedAtEveryLevel() {
    Samples.all()
        .values()
        .forEach(sample -> {
          Object plain = spec(sample);
          assertThat(spec((ObjectNode) withStrangers(sample.deepCopy()))).isEqualTo(plain);
        });
  }

  @Test
  void enumValuesOfANewerVersionAreReadAsUnknown() {
    ObjectNode dataset = Samples.all().get("dataset");
    ((ObjectNode) dataset.at("/spec/columns/0")).put("role", "Weight");
    ObjectNode run = Samples.all().get("trainingrun");
    ((ObjectNode) run.at("/spec/task")).put("kind", "Ranking");
    ((ObjectNode) run.at("/spec/baselines/0")).put("kind", "Existing");

    assertThat(read(dataset, Dataset.class).getSpec().columns().getFirst().role())
        .isEqualTo(ColumnRole.Unknown);
    assertThat(read(run, TrainingRun.class).getSpec().task().kind()).isEqualTo(TaskKind.Unknown);
    assertThat(read(run, TrainingRun.class).getSpec().baselines().getFirst().kind())
        .isEqualTo(BaselineKind.Unknown);
  }

  @Test
  void everyEnumOfTheTypesReadsAnyText() {
    Set<Class<?>> enums = new HashSet<>();
    types().stream().filter(Class::isEnum).forEach(enums::add);

    assertThat(enums).hasSizeGreaterThan(15);
    for (Class<?> type : enums) {
      Object read = SERIALIZATION.unmarshal("\"OfANewerVersion\"", type);
      assertThat(read).as(type.getName()).hasToString("Unknown");
    }
  }

  @Test
  void everyEnumValueIsWrittenAsItIsRead() {
    for (Class<?> type : types()) {
      if (type.isEnum()) {
        for (Object constant : type.getEnumConstants()) {
          Object read = SERIALIZATION.unmarshal(SERIALIZATION.asJson(constant), type);
          assertThat(read).isEqualTo(constant);
        }
      }
    }
  }

  @Test
  void aSpecReadAndWrittenAndReadAgainIsTheSame() {
    Samples.all()
        .values()
        .forEach(sample -> {
          HasMetadata resource = read(sample, type(sample));
          String json = SERIALIZATION.asJson(resource);
          assertThat(json).doesNotContain(":null");
          assertThat(spec((ObjectNode) SERIALIZATION.unmarshal(json, JsonNode.class)))
              .isEqualTo(spec(sample));
        });
  }

  @Test
  void anEmptyListOfBaselinesStaysEmpty() {
    ObjectNode sample = Samples.all().get("trainingrun-linear");
    TrainingRun run = read(sample, TrainingRun.class);

    assertThat(run.getSpec().baselines()).isEmpty();
    assertThat(SERIALIZATION.asJson(run)).contains("\"baselines\":[]");
  }

  private static Set<Class<?>> types() {
    Set<Class<?>> seen = new HashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>();
    Samples.all().values().forEach(sample -> open.add(spec(sample).getClass()));
    Kinds.ALL.forEach(kind -> open.add(status(kind)));
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      if (type.getName().startsWith("dev.sextant") && seen.add(type) && type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          open.add(component.getType());
          if (component.getGenericType() instanceof ParameterizedType generic
              && generic.getActualTypeArguments()[0] instanceof Class<?> argument) {
            open.add(argument);
          }
        }
      }
    }
    return seen;
  }

  private static Class<?> status(Class<? extends HasMetadata> kind) {
    try {
      return kind.getDeclaredMethod("getStatus").getReturnType();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode withStrangers(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        if (!Set.of("metadata", "params", "labels", "annotations", "nodeSelector", "requests")
                .contains(field.getKey())
            && !field.getKey().equals("limits")) {
          withStrangers(field.getValue());
        }
      }
      object.set("ofANewerVersion", TextNode.valueOf("x"));
    } else if (node instanceof ArrayNode list) {
      list.forEach(TolerantReadingTest::withStrangers);
    }
    return node;
  }

  private static Object spec(ObjectNode sample) {
    return ((CustomResource<?, ?>) read(sample, type(sample))).getSpec();
  }

  private static <T> T read(ObjectNode sample, Class<T> type) {
    return SERIALIZATION.unmarshal(sample.toString(), type);
  }

  private static Class<? extends HasMetadata> type(ObjectNode sample) {
    return Kinds.named(sample.path("kind").asText());
  }
}
