package dev.sextant.operator.boot;

import dev.sextant.operator.config.OperatorConfig;
import dev.sextant.operator.deployment.ServingSettings;
import dev.sextant.operator.job.JobSettings;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Owns the objects that belong to no room. */
@Singleton
final class Beans {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  JobSettings jobSettings(OperatorConfig config) {
    return new JobSettings(config.images().worker(), config.pullPolicy(), config.operatorUrl());
  }

  @Produces
  @Singleton
  ServingSettings servingSettings(OperatorConfig config) {
    return new ServingSettings(
        config.images().server(),
        config.images().worker(),
        config.images().router(),
        config.pullPolicy(),
        config.routers());
  }

  /** Only one operator acts; losing the lease ends the process. Active in production only. */
  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(OperatorConfig config) {
    LeaderElectionConfigurationBuilder builder =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("sextant-operator")
            .withLeaseDuration(Duration.ofSeconds(30))
            .withRenewDeadline(Duration.ofSeconds(25))
            .withRetryPeriod(Duration.ofSeconds(3));
    config.namespace().ifPresent(builder::withLeaseNamespace);
    return builder.build();
  }
}
