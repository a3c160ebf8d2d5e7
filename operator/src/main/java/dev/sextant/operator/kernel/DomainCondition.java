package dev.sextant.operator.kernel;

import dev.sextant.api.common.ConditionStatus;

/**
 * A condition of one kind, beside the three that every kind has.
 *
 * @param type its name, such as {@code CandidateReady}
 * @param status whether it holds
 * @param claim why
 */
public record DomainCondition(String type, ConditionStatus status, Claim claim) {}
