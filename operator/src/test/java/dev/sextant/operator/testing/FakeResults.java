package dev.sextant.operator.testing;

import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.results.Results;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Results that are there at once, by the URL that names them. */
public final class FakeResults implements Results {
  private final Map<String, JobResult> byUrl = new ConcurrentHashMap<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** Puts a result where that URL finds it. */
  public void put(String url, JobResult result) {
    byUrl.put(url, result);
  }

  @Override
  public Optional<Answer> find(String key) {
    return Optional.ofNullable(answers.get(key));
  }

  @Override
  public void request(Step.ReadResult request, Runnable done) {
    JobResult result = byUrl.get(request.url().toString());
    if (result == null) {
      throw new IllegalStateException("no result at " + request.url());
    }
    answers.put(request.key(), new Answer.Read(result));
    done.run();
  }

  @Override
  public void forget(String key) {
    answers.remove(key);
  }
}
