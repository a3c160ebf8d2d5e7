package dev.sextant.operator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.model.ModelVersion;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of any kind, whatever was decided. */
class ShellSaysTest {
  private static final Step.Target JOB = new Step.Target(Job.class, "ns", "train-fare-1-abc-1");
  private static final Verdict RUNS = Verdict.progressing(Reason.Training, "Job runs");

  private final Sayings sayings = new Sayings(Samples.run("ns"));

  @Test
  void saysWhatTheFileSays() {
    in("its Job of the same name goes away", StepFailure.terminating(JOB));
    in("somebody else's Job has its name", StepFailure.foreign(JOB));
    in("what it would make is there", StepFailure.done(ModelVersion.class));
    in("its Job seemed to be gone and is there", StepFailure.unseen(JOB));
    in(
        "the API server denies its Job",
        refused(
            403, "jobs.batch is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1"));
    in(
        "the API server finds its Job invalid",
        refused(422, "Job.batch \"train-fare-1-abc-1\" is invalid: spec.template: Invalid value"));

    say(
        "a newer version wrote its spec",
        new Verdict.Stalled(
            Reconciliation.writtenByNewer("spec.trainer.catboost"), Optional.empty()));

    sayings.assertMatches("shell.txt");
  }

  @Test
  void whatMayPassIsTheAttemptsFailure() {
    assertThat(StepFailure.refused(500, "etcdserver: leader changed")).isEmpty();
    assertThat(StepFailure.refused(409, "the object has been modified")).isEmpty();
  }

  @Test
  void aPlanThatSaysReadyIsNotBelievedWhenAStepFailed() {
    Verdict ready = new Verdict.Ready(new Claim(Reason.Serving, "serves"));

    assertThat(StepFailure.foreign(JOB).verdict(ready, List.of()).standing()).isEmpty();
  }

  private static StepFailure refused(int code, String message) {
    return StepFailure.refused(code, message).orElseThrow();
  }

  private void in(String situation, StepFailure failure) {
    say(situation, failure.verdict(RUNS, List.of()));
  }

  private void say(String situation, Verdict verdict) {
    sayings.in(situation, Plan.say(verdict, ""));
  }
}
