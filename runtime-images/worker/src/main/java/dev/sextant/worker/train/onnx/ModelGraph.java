package dev.sextant.worker.train.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.sextant.worker.train.encode.InputLayout;
import dev.sextant.worker.train.fit.Scorer;
import java.util.ArrayList;
import java.util.List;

/** Writes encoding and scoring as one graph with the output {@code score}. */
public final class ModelGraph {
  private static final String SCORE = "score";

  private ModelGraph() {}

  /** The bytes of {@code model.onnx}; the same for the same model. */
  public static byte[] write(InputLayout layout, Scorer scorer) {
    var graph = new Graph();
    DataType type =
        switch (scorer) {
          case Scorer.Sum ignored -> DataType.DOUBLE;
          case Scorer.Trees ignored -> DataType.FLOAT;
        };
    String encoded = new InputNodes(graph, layout, type).add();
    String margin =
        switch (scorer) {
          case Scorer.Sum sum -> sum(graph, encoded, sum);
          case Scorer.Trees trees -> trees(graph, encoded, trees);
        };
    graph.rename(scorer.logistic() ? graph.node("Sigmoid", List.of(margin)) : margin, SCORE);
    graph.output(SCORE, type);
    return graph.toBytes();
  }

  private static String sum(Graph graph, String encoded, Scorer.Sum sum) {
    String weights = graph.doubles(sum.weights(), sum.weights().size(), 1);
    String product = graph.node("MatMul", List.of(encoded, weights));
    return graph.node("Add", List.of(product, graph.doubles(List.of(sum.bias()), 1, 1)));
  }

  private static String trees(Graph graph, String encoded, Scorer.Trees trees) {
    var table = new NodeTable();
    for (int i = 0; i < trees.trees().size(); i++) {
      table.add(i, trees.trees().get(i));
    }
    return graph.node(
        Graph.ML,
        "TreeEnsembleRegressor",
        List.of(encoded),
        Graph.attribute("n_targets", 1),
        Graph.attribute("aggregate_function", "SUM"),
        Graph.attribute("post_transform", "NONE"),
        Graph.floats("base_values", List.of(trees.base())),
        Graph.integers("nodes_treeids", table.trees),
        Graph.integers("nodes_nodeids", table.ids),
        Graph.integers("nodes_featureids", table.features),
        Graph.strings("nodes_modes", table.modes),
        Graph.floats("nodes_values", table.thresholds),
        Graph.integers("nodes_truenodeids", table.lefts),
        Graph.integers("nodes_falsenodeids", table.rights),
        Graph.integers("nodes_missing_value_tracks_true", table.missingLefts),
        Graph.integers("target_treeids", table.leafTrees),
        Graph.integers("target_nodeids", table.leafIds),
        Graph.integers("target_ids", table.leafTargets),
        Graph.floats("target_weights", table.leafValues));
  }

  /** The nodes of all trees as the parallel lists that the operator reads. */
  private static final class NodeTable {
    private final List<Long> trees = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<Long> lefts = new ArrayList<>();
    private final List<Long> rights = new ArrayList<>();
    private final List<Long> missingLefts = new ArrayList<>();
    private final List<Long> leafTrees = new ArrayList<>();
    private final List<Long> leafIds = new ArrayList<>();
    private final List<Long> leafTargets = new ArrayList<>();
    private final List<Float> leafValues = new ArrayList<>();

    void add(long tree, Scorer.Tree of) {
      for (int id = 0; id < of.nodes().size(); id++) {
        trees.add(tree);
        ids.add((long) id);
        switch (of.nodes().get(id)) {
          case Scorer.Node.Branch branch -> add(branch);
          case Scorer.Node.Leaf leaf -> {
            add(new Scorer.Node.Branch(0, 0, false, 0, 0));
            modes.set(modes.size() - 1, "LEAF");
            leafTrees.add(tree);
            leafIds.add((long) id);
            leafTargets.add(0L);
            leafValues.add(leaf.value());
          }
        }
      }
    }

    private void add(Scorer.Node.Branch branch) {
      // "Less than" as XGBoost has it; a missing number is not less, so its way is said apart.
      modes.add("BRANCH_LT");
      features.add((long) branch.feature());
      thresholds.add(branch.threshold());
      lefts.add((long) branch.left());
      rights.add((long) branch.right());
      missingLefts.add(branch.missingLeft() ? 1L : 0L);
    }
  }
}
