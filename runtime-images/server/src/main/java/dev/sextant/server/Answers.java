package dev.sextant.server;

import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import dev.sextant.protocol.Datatype;
import dev.sextant.protocol.InferRequest.RequestedOutput;
import dev.sextant.protocol.ModelMetadata.TensorMetadata;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.Quote;
import dev.sextant.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Turns scores into the outputs of the task. */
final class Answers {
  private final Task task;
  private final List<String> names;

  Answers(Task task) {
    this.task = task;
    this.names = Signature.outputsOf(task).stream().map(Signature.Output::name).toList();
  }

  /** What can be asked for, as metadata. */
  List<TensorMetadata> metadata() {
    return Signature.outputsOf(task).stream()
        .map(o -> new TensorMetadata(o.name(), Datatype.valueOf(o.datatype()), List.of(-1L)))
        .toList();
  }

  /** The outputs to answer with, checked before anything is computed. */
  List<String> resolve(List<RequestedOutput> requested) throws ProtocolException {
    if (requested.isEmpty()) {
      return names;
    }
    Set<String> chosen = new LinkedHashSet<>();
    for (int i = 0; i < requested.size(); i++) {
      RequestedOutput output = requested.get(i);
      String path = "outputs[" + i + "]";
      if (!names.contains(output.name())) {
        throw ProtocolException.invalid(
            path + ".name",
            "%s is not an output of this model; it gives %s"
                .formatted(Quote.of(output.name()), String.join(", ", names)));
      }
      if (!chosen.add(output.name())) {
        throw ProtocolException.invalid(
            path + ".name", Quote.of(output.name()) + " is given twice; ask for it once");
      }
    }
    return List.copyOf(chosen);
  }

  List<Tensor> of(double[] scores, List<String> chosen) {
    var tensors = new ArrayList<Tensor>(chosen.size());
    for (String name : chosen) {
      tensors.add(
          switch (task) {
            case Task.Regression _ -> Tensor.fp64(name, scores);
            case Task.Binary binary ->
                name.equals("label") ? labels(name, scores, binary) : Tensor.fp64(name, scores);
          });
    }
    return tensors;
  }

  private static Tensor labels(String name, double[] probabilities, Task.Binary binary) {
    var labels = new String[probabilities.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = probabilities[i] >= binary.threshold() ? binary.positive() : binary.negative();
    }
    return Tensor.bytes(name, labels);
  }
}
