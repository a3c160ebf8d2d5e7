package dev.sextant.operator.store;

import dev.sextant.operator.job.JobFacts;
import java.util.List;

/**
 * What is seen of a store.
 *
 * @param jobs its probe Jobs, newest first
 */
record StoreObserved(List<JobFacts> jobs) {}
