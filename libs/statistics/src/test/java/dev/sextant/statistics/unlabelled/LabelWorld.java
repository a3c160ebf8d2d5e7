package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import java.util.Random;

/**
 * Predictions of users, some of whom have labels: whether the model was wrong, and how wrong it was
 * predicted to be.
 *
 * @param labelled users with labels
 * @param unlabelled users without
 * @param rows of each user, who differ where there is more than one
 * @param wrong the mean loss
 * @param telling how much of the loss its prediction knows, 0 to 1
 */
record LabelWorld(int labelled, int unlabelled, int rows, double wrong, double telling) {

  PartlyLabelled draw(Random random) {
    int size = (labelled + unlabelled) * rows;
    var known = new boolean[size];
    var loss = new double[size];
    var predicted = new double[size];
    var unit = new int[size];
    int row = 0;
    for (int user = 0; user < labelled + unlabelled; user++) {
      // What a user has of its own is known as far as the loss is.
      double own = rows == 1 ? 1 : 1 + (random.nextBoolean() ? 0.5 : -0.5) * (1 - telling);
      for (int i = 0; i < rows; i++, row++) {
        double chance = chance(random);
        known[row] = user < labelled;
        loss[row] = random.nextDouble() < chance * own ? 1 : 0;
        // Off by a factor, as guesses are.
        predicted[row] = 0.8 * chance;
        unit[row] = user;
      }
    }
    return PartlyLabelled.of(known, loss, predicted, Units.of(unit));
  }

  // Of mean "wrong": either hardly ever wrong or often, as far as the prediction tells.
  double chance(Random random) {
    double often = Math.min(1, wrong + telling * 0.8);
    double share = wrong * (telling == 0 ? 1 : 0.95) / often;
    double seldom = (wrong - share * often) / (1 - share);
    return random.nextDouble() < share ? often : seldom;
  }
}
