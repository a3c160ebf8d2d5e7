package dev.sextant.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sextant.api.dataset.DatasetSnapshotSpec;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.model.ModelVersionSpec;
import dev.sextant.api.serving.ModelDeploymentSpec;
import dev.sextant.api.serving.RouteSpec;
import dev.sextant.api.store.ArtifactStoreSpec;
import dev.sextant.api.training.TrainingRunSpec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A field that is accepted works: some code of the operator reads it, or it says here who does. */
class SpecFieldsTest {
  private static final List<Class<?>> SPECS =
      List.of(
          ArtifactStoreSpec.class,
          DatasetSpec.class,
          DatasetSnapshotSpec.class,
          TrainingRunSpec.class,
          ModelVersionSpec.class,
          ModelDeploymentSpec.class,
          RouteSpec.class);

  private static final String RESULT = "a result, which the operator writes for people to read";
  private static final String LINEAGE = "where a result comes from, for people to read";
  private static final String COPY = "a copy of what the manifest says, which the server goes by";
  private static final String ONE_VALUE = "the schema admits one value, and that is what happens";
  private static final String ROUTERS = "routers read the route as a whole, as a RouteTable";
  private static final String WHOLE = "the toleration goes to the pod as a whole";

  /** Fields that no code of the operator reads one by one, and why they are there all the same. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("BaselineResult.improvement", RESULT),
          Map.entry("BaselineResult.kind", RESULT),
          Map.entry("BaselineResult.metrics", RESULT),
          Map.entry("CheckResult.message", RESULT),
          Map.entry("CheckResult.name", RESULT),
          Map.entry("CheckResult.passed", RESULT),
          Map.entry("CheckResult.threshold", RESULT),
          Map.entry("CheckResult.value", RESULT),
          Map.entry("DatasetSnapshotSpec.timeFrom", RESULT),
          Map.entry("DatasetSnapshotSpec.timeUntil", RESULT),
          Map.entry("Metric.high", RESULT),
          Map.entry("Metric.low", RESULT),
          Map.entry("Metric.name", RESULT),
          Map.entry("Metric.split", RESULT),
          Map.entry("Metric.value", RESULT),
          Map.entry("ModelVersionSpec.dataSeenUntil", RESULT),
          Map.entry("ModelVersionSpec.reproducibility", RESULT),
          Map.entry("RowCounts.outside", RESULT),
          Map.entry("Lineage.dataset", LINEAGE),
          Map.entry("ObjectReference.uid", LINEAGE),
          Map.entry("RunReference.name", LINEAGE),
          Map.entry("RunReference.uid", LINEAGE),
          Map.entry("SnapshotReference.digest", LINEAGE),
          Map.entry("SnapshotReference.uid", LINEAGE),
          Map.entry("GoldenRequests.rows", COPY),
          Map.entry("GoldenRequests.uri", COPY),
          Map.entry("ModelVersionSpec.goldenRequests", COPY),
          Map.entry("ModelVersionSpec.task", COPY),
          Map.entry("SignatureInput.datatype", COPY),
          Map.entry("SignatureInput.type", COPY),
          Map.entry("SignatureOutput.datatype", COPY),
          Map.entry("ModelVersionSpec.origin", "admission policies read it"),
          Map.entry("ModelDeploymentSpec.protocol", ONE_VALUE),
          Map.entry("Protocol.none", ONE_VALUE),
          Map.entry("Scaling.by", ONE_VALUE),
          Map.entry("Server.runtime", ONE_VALUE),
          Map.entry("RouteArm.digest", ROUTERS),
          Map.entry("RouteArm.portGrpc", ROUTERS),
          Map.entry("RouteArm.portRest", ROUTERS),
          Map.entry("RouteArm.revision", ROUTERS),
          Map.entry("RouteArm.service", ROUTERS),
          Map.entry("RouteSpec.deployment", ROUTERS),
          Map.entry("RouteSpec.model", ROUTERS),
          Map.entry("RouteSpec.timeoutMillis", ROUTERS),
          Map.entry("Toleration.effect", WHOLE),
          Map.entry("Toleration.key", WHOLE),
          Map.entry("Toleration.operator", WHOLE),
          Map.entry("Toleration.tolerationSeconds", WHOLE),
          Map.entry("Toleration.value", WHOLE));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sextant.operator", "dev.sextant.api");

  @Test
  void everyFieldOfEverySpecIsReadByCode() {
    Set<String> unread =
        records().stream()
            .flatMap(record ->
                Arrays.stream(record.getRecordComponents()).filter(c -> !isRead(record, c)))
            .map(c -> c.getDeclaringRecord().getSimpleName() + "." + c.getName())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(unread).isEqualTo(new TreeSet<>(ELSEWHERE.keySet()));
  }

  /** The specs and all that they are made of. */
  private static Set<Class<?>> records() {
    Set<Class<?>> found = new LinkedHashSet<>();
    SPECS.forEach(spec -> collect(spec, found));
    assertThat(found).hasSizeGreaterThan(SPECS.size() * 3);
    return found;
  }

  private static void collect(Type type, Set<Class<?>> found) {
    switch (type) {
      case ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments()).forEach(t -> collect(t, found));
      case Class<?> plain -> {
        if (plain.isRecord()
            && plain.getName().startsWith("dev.sextant.api.")
            && found.add(plain)) {
          for (RecordComponent component : plain.getRecordComponents()) {
            collect(component.getGenericType(), found);
          }
        }
      }
      default -> throw new IllegalStateException("no field of a spec has the type " + type);
    }
  }

  /** Whether another class asks for it, or for what its own record makes of it. */
  private static boolean isRead(Class<?> record, RecordComponent component) {
    JavaClass owner = CLASSES.get(record);
    JavaMethod accessor = owner.getMethod(component.getName());
    Stream<JavaMethod> derived =
        owner.getMethods().stream()
            .filter(m -> !m.equals(accessor))
            .filter(
                m -> m.getAccessesFromSelf().stream().anyMatch(a -> reads(a, component.getName())));
    return Stream.concat(Stream.of(accessor), derived)
        .flatMap(m -> m.getAccessesToSelf().stream())
        .anyMatch(access -> !access.getOriginOwner().equals(owner));
  }

  private static boolean reads(JavaAccess<?> access, String name) {
    return access.getTargetOwner().equals(access.getOriginOwner())
        && access.getTarget().getName().equals(name);
  }
}
