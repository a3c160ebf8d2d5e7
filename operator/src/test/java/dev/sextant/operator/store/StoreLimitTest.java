package dev.sextant.operator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the limit of looks costs in time, when a probe changes more often than it allows. */
class StoreLimitTest {
  @Test
  void aStoreWaitsForNoMoreThanASecond() {
    RateLimited limit = StoreReconciler.class.getAnnotation(RateLimited.class);

    assertThat(Duration.of(limit.within(), limit.unit().toChronoUnit()))
        .isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  /** Were that mended, a longer period could be taken again. */
  @Test
  void theLimiterMakesItWaitForWhatHasPassedOfThePeriod() {
    LinearRateLimiter limiter = new LinearRateLimiter(Duration.ofHours(1), 1);
    var state = limiter.initState();

    assertThat(limiter.isLimited(state)).isEmpty();
    assertThat(limiter.isLimited(state))
        .hasValueSatisfying(wait -> assertThat(wait).isLessThan(Duration.ofMinutes(30)));
  }
}
