package dev.sextant.operator.store;

import dev.sextant.operator.job.JobFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of a store.
 *
 * @param jobs its probe Jobs, newest first
 * @param doubted when it last kept another object's Job from its work
 */
record StoreObserved(List<JobFacts> jobs, Optional<Instant> doubted) {}
