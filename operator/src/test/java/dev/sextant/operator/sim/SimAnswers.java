package dev.sextant.operator.sim;

import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.results.Results;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Plays the reading of results: slow, at times in vain, and forgotten when the process ends. */
public final class SimAnswers {
  private final Map<String, Results.Answer> answers = new HashMap<>();
  private boolean woken;

  void request(String key) {
    if (!(answers.get(key) instanceof Results.Answer.Read)) {
      answers.put(key, new Results.Answer.Pending());
    }
  }

  /** Ends what is being read. */
  void pass(boolean readable, Instant now, Function<String, Optional<JobResult>> results) {
    for (Map.Entry<String, Results.Answer> entry : answers.entrySet()) {
      if (entry.getValue() instanceof Results.Answer.Pending) {
        entry.setValue(
            results
                .apply(entry.getKey())
                .filter(r -> readable)
                .<Results.Answer>map(Results.Answer.Read::new)
                .orElseGet(() -> new Results.Answer.Unreadable("the store is away", now)));
        woken = true;
      }
    }
  }

  boolean takeWoken() {
    boolean was = woken;
    woken = false;
    return was;
  }

  void forget() {
    answers.clear();
  }

  /** What is known. */
  public Map<String, Results.Answer> known() {
    return Map.copyOf(answers);
  }
}
