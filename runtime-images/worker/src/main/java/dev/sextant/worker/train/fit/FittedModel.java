package dev.sextant.worker.train.fit;

import dev.sextant.worker.train.table.EncodedPart;
import java.util.OptionalInt;

/** A model as its trainer left it; its predictions are what the exported graph must reproduce. */
public interface FittedModel extends AutoCloseable {
  /** A number for a regression, the probability of the positive class for a binary task. */
  double[] predict(EncodedPart part);

  /** How many rounds it uses; empty for trainers without rounds. */
  OptionalInt bestRound();

  /** What the graph computes from encoded inputs. */
  Scorer scorer();

  /** Frees native memory. */
  @Override
  void close();
}
