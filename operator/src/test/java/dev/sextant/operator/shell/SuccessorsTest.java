package dev.sextant.operator.shell;

import static org.assertj.core.api.Assertions.assertThat;

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
  void wakesEverMoreSlowlyForTwoMinutes() {
    successors.wake(
        new ObjectMetaBuilder().withNamespace("demo").withName("fare").withUid("first").build());
    while (!due.isEmpty()) {
      due.remove().run();
    }

    assertThat(woken).hasSize(6).containsOnly("demo/fare");
    assertThat(delays.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(126));
  }
}
