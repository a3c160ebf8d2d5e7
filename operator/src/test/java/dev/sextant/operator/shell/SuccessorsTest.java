package dev.sextant.operator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SuccessorsTest {
  private final List<String> woken = new ArrayList<>();
  private final List<Duration> delays = new ArrayList<>();
  private final Deque<Runnable> due = new ArrayDeque<>();
  private final Successors successors =
      new Successors(
          (namespace, name) -> woken.add(namespace + "/" + name),
          delay -> {
            delays.add(delay);
            return due::add;
          });

  @Test
  void wakesASuccessorUntilItHasBeenLookedAt() {
    successors.wake(fare("first"));
    due.remove().run();
    due.remove().run();
    successors.seen(fare("second"));
    due.remove().run();

    assertThat(woken).containsExactly("demo/fare", "demo/fare");
    assertThat(due).isEmpty();
  }

  @Test
  void aLateLookAtThePredecessorIsNone() {
    successors.wake(fare("first"));
    successors.seen(fare("first"));
    due.remove().run();

    assertThat(woken).hasSize(1);
  }

  @Test
  void whereNoneComesItEndsAfterTwoMinutes() {
    successors.wake(fare("first"));
    while (!due.isEmpty()) {
      due.remove().run();
    }

    assertThat(woken).hasSize(6);
    assertThat(delays.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(126));
  }

  @Test
  void theSuccessorMayGoToo() {
    successors.wake(fare("first"));
    successors.wake(fare("second"));
    due.remove().run();

    assertThat(woken).as("by the timer of the first").isEmpty();
    due.remove().run();
    assertThat(woken).hasSize(1);
  }

  private static ObjectMeta fare(String uid) {
    return new ObjectMetaBuilder().withNamespace("demo").withName("fare").withUid(uid).build();
  }
}
