package dev.sextant.worker.train.xgboost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.worker.train.fit.Scorer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads trees from XGBoost's JSON form of a booster; what has no counterpart in {@link Scorer} is
 * an error rather than left out.
 */
final class BoosterJson {
  private BoosterJson() {}

  /**
   * The trees of the first rounds.
   *
   * @param booster the document that XGBoost writes
   * @param rounds how many rounds are taken
   */
  static Scorer.Trees trees(JsonNode booster, int rounds) {
    JsonNode learner = booster.path("learner");
    boolean logistic =
        switch (learner.path("objective").path("name").asText()) {
          case "binary:logistic" -> true;
          case "reg:squarederror" -> false;
          case String other -> throw unsupported("objective " + other);
        };
    JsonNode gradientBooster = learner.path("gradient_booster");
    if (!gradientBooster.path("name").asText().equals("gbtree")) {
      throw unsupported("booster " + gradientBooster.path("name").asText());
    }
    JsonNode model = gradientBooster.path("model");
    int treesARound = model.path("gbtree_model_param").path("num_parallel_tree").asInt(1);
    JsonNode all = model.path("trees");
    int count = Math.multiplyExact(rounds, Math.max(1, treesARound));
    if (all.size() < count) {
      throw unsupported("a booster of %d trees where %d are needed".formatted(all.size(), count));
    }
    var trees = new ArrayList<Scorer.Tree>();
    for (int i = 0; i < count; i++) {
      trees.add(tree(all.get(i)));
    }
    return new Scorer.Trees(trees, base(learner, logistic), logistic);
  }

  /** The sum that XGBoost starts from, in the precision in which it computes it. */
  private static float base(JsonNode learner, boolean logistic) {
    // Versions write "5E-1" or "[5E-1]".
    String text =
        learner
            .path("learner_model_param")
            .path("base_score")
            .asText()
            .replace("[", "")
            .replace("]", "");
    float score = Float.parseFloat(text);
    return logistic ? (float) -StrictMath.log(1.0 / score - 1.0) : score;
  }

  private static Scorer.Tree tree(JsonNode tree) {
    var reader = new TreeReader(tree);
    reader.visit(0);
    return new Scorer.Tree(reader.nodes);
  }

  /** Copies what can be reached from the root: pruned nodes stay in XGBoost's arrays. */
  private static final class TreeReader {
    private final JsonNode tree;
    private final List<Scorer.Node> nodes = new ArrayList<>();

    TreeReader(JsonNode tree) {
      this.tree = tree;
    }

    int visit(int id) {
      int place = nodes.size();
      int left = at("left_children", id).asInt();
      float condition = (float) at("split_conditions", id).asDouble();
      if (left == -1) {
        nodes.add(new Scorer.Node.Leaf(condition));
        return place;
      }
      if (at("split_type", id).asInt() != 0) {
        throw unsupported("a split by categories");
      }
      // A placeholder keeps the place; children come after their parent.
      nodes.add(new Scorer.Node.Leaf(0));
      int leftPlace = visit(left);
      int rightPlace = visit(at("right_children", id).asInt());
      nodes.set(
          place,
          new Scorer.Node.Branch(
              at("split_indices", id).asInt(),
              condition,
              at("default_left", id).asInt() != 0 || at("default_left", id).asBoolean(),
              leftPlace,
              rightPlace));
      return place;
    }

    private JsonNode at(String array, int id) {
      JsonNode value = tree.path(array).get(id);
      if (value == null) {
        throw unsupported("a tree without " + array);
      }
      return value;
    }
  }

  private static IllegalStateException unsupported(String what) {
    return new IllegalStateException("XGBoost wrote " + what + ", which has no exported form");
  }
}
