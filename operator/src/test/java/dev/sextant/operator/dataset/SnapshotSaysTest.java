package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.operator.shell.Sayings;
import dev.sextant.operator.testing.Samples;
import org.junit.jupiter.api.Test;

class SnapshotSaysTest {
  @Test
  void saysWhatTheFileSays() {
    DatasetSnapshot snapshot = Samples.snapshot("ns");
    Sayings sayings = new Sayings(snapshot);

    sayings.in("it was made", SnapshotReconciler.plan(snapshot));

    sayings.assertMatches("datasetsnapshot.txt");
  }
}
