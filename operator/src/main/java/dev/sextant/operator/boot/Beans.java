package dev.sextant.operator.boot;

import dev.sextant.operator.config.OperatorConfig;
import dev.sextant.operator.deployment.ServingSettings;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.progress.Leadership;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

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
  LeaderElectionConfiguration leaderElection(OperatorConfig config, Leadership leadership) {
    LeaderElectionConfigurationBuilder builder =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("sextant-operator")
            .withLeaseDuration(Duration.ofSeconds(30))
            .withRenewDeadline(Duration.ofSeconds(25))
            .withRetryPeriod(Duration.ofSeconds(3))
            // People find the leader by the name of its pod; two processes on a host still differ.
            .withIdentity(config.host().orElse("operator") + "_" + UUID.randomUUID())
            .withLeaderCallbacks(
                new LeaderCallbacks(leadership::begin, leadership::end, leader -> {}));
    config.namespace().ifPresent(builder::withLeaseNamespace);
    return builder.build();
  }
}
