package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.Origin;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * After all that was killed, away, drained and installed anew: the history says that no work was
 * done twice.
 */
@Order(8)
@ExtendWith(Stage.class)
class NothingTwiceIT {
  /** Whose worker must fail, because a test wants it to. */
  private static final List<String> MAY_FAIL =
      List.of("bad-type", "bad-column", "bad-empty", "bad-quotes", "fare-starved", "taxis-leaking");

  /** Whose store refused its worker, because a test exchanged the keys: that is tried again. */
  private static final List<String> MEET_WRONG_KEYS = List.of("fare-rotated");

  private final History history = History.of(Stage.NAMESPACE);

  @Test
  void theHistoryIsComplete() {
    assertThat(history.isComplete()).isTrue();
    assertThat(work()).as("snapshots and trainings").hasSizeGreaterThanOrEqualTo(6);
  }

  /** A restart hash names work; work that two Jobs were made for was begun twice. */
  @Test
  void oneJobWasMadeForEachRestartHash() {
    assertThat(grouped(work(), NothingTwiceIT::restartHash))
        .allSatisfy((hash, jobs) -> assertThat(names(jobs)).as(hash).hasSize(1));
  }

  @Test
  void whoMetWrongKeysWasTriedAgainAndSucceededOnce() {
    for (String owner : MEET_WRONG_KEYS) {
      List<String> phases =
          workers().stream()
              .filter(pod -> owner(pod).equals(owner))
              .map(pod -> pod.getStatus().getPhase())
              .toList();
      assertThat(phases).as(owner).contains("Failed").containsOnlyOnce("Succeeded");
    }
  }

  @Test
  void onePodWasStartedForEachJobAndNoneFailedButWhoseDataOrMemoryWereBad() {
    Map<String, List<Pod>> pods = grouped(workers(), NothingTwiceIT::job);

    assertThat(work())
        .allSatisfy(job -> {
          List<Pod> its = pods.getOrDefault(job.getMetadata().getUid(), List.of());
          assertThat(names(its)).as("pods of " + job.getMetadata().getName()).hasSize(1);
          if (!MAY_FAIL.contains(owner(job))) {
            assertThat(its)
                .extracting(pod -> pod.getStatus().getPhase())
                .as("pods of " + job.getMetadata().getName())
                .containsExactly("Succeeded");
          }
        });
  }

  @Test
  void eachSnapshotAndEachVersionWasMadeOnce() {
    assertThat(grouped(history.snapshots(), s -> s.getMetadata().getName()))
        .isNotEmpty()
        .allSatisfy((name, made) -> assertThat(made).as(name).hasSize(1));
    assertThat(grouped(history.snapshots(), NothingTwiceIT::input))
        .allSatisfy((input, made) -> assertThat(names(made)).as(input).hasSize(1));
    assertThat(grouped(trained(), v -> v.getMetadata().getName()))
        .isNotEmpty()
        .allSatisfy((name, made) -> assertThat(made).as(name).hasSize(1));
    assertThat(grouped(trained(), v -> v.getSpec().lineage().trainingRun().inputHash()))
        .allSatisfy((hash, made) -> assertThat(names(made)).as(hash).hasSize(1));
  }

  /** The numbers of a model's versions are 1, 2, 3, whoever was killed in between. */
  @Test
  void noNumberOfAVersionWasGivenTwiceOrLeftOut() {
    assertThat(grouped(trained(), v -> v.getSpec().model()))
        .allSatisfy((model, versions) -> {
          List<Integer> numbers =
              versions.stream().map(v -> v.getSpec().number()).sorted().toList();
          assertThat(numbers)
              .as(model)
              .isEqualTo(
                  java.util.stream.IntStream.rangeClosed(1, numbers.size()).boxed().toList());
        });
  }

  private List<Job> work() {
    return history.jobs().stream()
        .filter(job -> List.of("snapshot", "train").contains(component(job)))
        .filter(job -> !MEET_WRONG_KEYS.contains(owner(job)))
        .toList();
  }

  private List<Pod> workers() {
    return history.workerPods().stream()
        .filter(pod -> List.of("snapshot", "train").contains(component(pod)))
        .toList();
  }

  private List<ModelVersion> trained() {
    return history.versions().stream()
        .filter(version -> version.getSpec().origin() == Origin.Trained)
        .toList();
  }

  private static String component(HasMetadata object) {
    return object.getMetadata().getLabels().get(Labels.COMPONENT);
  }

  private static String owner(HasMetadata object) {
    return object.getMetadata().getLabels().get(Labels.OWNER_NAME);
  }

  private static String restartHash(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels.get(Labels.OWNER_KIND)
        + " "
        + owner(object)
        + " "
        + labels.get(Labels.INPUT_HASH);
  }

  private static String job(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(owner -> owner.getKind().equals("Job"))
        .map(OwnerReference::getUid)
        .findFirst()
        .orElseThrow();
  }

  private static String input(DatasetSnapshot snapshot) {
    return snapshot.getSpec().dataset().name() + " " + snapshot.getSpec().inputHash();
  }

  private static <T> Map<String, List<T>> grouped(Collection<T> all, Function<T, String> key) {
    return all.stream().collect(Collectors.groupingBy(key));
  }

  private static List<String> names(Collection<? extends HasMetadata> objects) {
    return objects.stream().map(object -> object.getMetadata().getName()).toList();
  }
}
