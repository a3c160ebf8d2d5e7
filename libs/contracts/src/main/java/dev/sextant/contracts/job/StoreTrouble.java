package dev.sextant.contracts.job;

import java.util.Arrays;
import java.util.Optional;

/**
 * The ways in which a store keeps a job from its work. None of them is a failure of the work: it
 * costs none of its attempts, and is done as soon as the store can be used again.
 */
public enum StoreTrouble {
  /** The endpoint or the keys are none. */
  BadStore(true),
  /** The access key is unknown or the secret wrong. */
  WrongCredentials(true),
  /** The account is known and may not do this. */
  AccessDenied(true),
  /** There is no such bucket. */
  BucketMissing(true),
  /** Nothing answers at the endpoint. */
  EndpointUnreachable(false),
  /** The store took too long. */
  Timeout(false);

  private final boolean needsPeople;

  StoreTrouble(boolean needsPeople) {
    this.needsPeople = needsPeople;
  }

  /** Whether waiting alone will not help. */
  public boolean needsPeople() {
    return needsPeople;
  }

  /** The trouble that the reason of a {@link Termination} names; empty for any other reason. */
  public static Optional<StoreTrouble> of(String reason) {
    return Arrays.stream(values()).filter(t -> t.name().equals(reason)).findFirst();
  }
}
