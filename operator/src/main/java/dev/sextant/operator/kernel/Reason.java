package dev.sextant.operator.kernel;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words that conditions, events and metrics give as reasons; programs may rely on them. */
public enum Reason {
  /** The object does what it is for. */
  Available,
  /** The store was written, read and cleaned. */
  StoreUsable,
  /** The store is being tried. */
  Probing,
  /** The store does not accept the keys. */
  WrongCredentials,
  /** The bucket does not exist. */
  BucketMissing,
  /** Nothing answers at the endpoint. */
  EndpointUnreachable,
  /** The keys are right but may not do what is needed. */
  AccessDenied,
  /** A store answered in a way that is none of the known ones. */
  StoreError,
  /** There is a snapshot that fits the spec. */
  SnapshotReady,
  /** A snapshot is being taken. */
  TakingSnapshot,
  /** The data was refused by a check. */
  DataRefused,
  /** An expression does not compile. */
  InvalidExpression,
  /** A field of the spec contradicts another. */
  InvalidSpec,
  /** A store that the spec names does not exist. */
  StoreNotFound,
  /** A store that the spec names is not Ready. */
  StoreNotReady,
  /** A Dataset that the spec names does not exist. */
  DatasetNotFound,
  /** A Dataset has no snapshot yet. */
  SnapshotNotReady,
  /** A snapshot that the spec names does not exist. */
  SnapshotNotFound,
  /** The user asked for a pause. */
  Suspended,
  /** A model is being trained. */
  Training,
  /** The training ended with a model version. */
  Trained,
  /** A version with the same inputs exists and is used. */
  Reused,
  /** The input is wrong and trying again would not help. */
  Refused,
  /** A job ended with an error. */
  JobFailed,
  /** A container used more memory than it may. */
  OutOfMemory,
  /** A job took longer than it may. */
  DeadlineExceeded,
  /** A pod was removed from its node. */
  Evicted,
  /** An image cannot be pulled. */
  ImagePullFailed,
  /** No node has room for a pod. */
  Unschedulable,
  /** A quota or an admission policy refuses a pod or an object. */
  Denied,
  /** A container cannot be started as it is configured, such as for want of a Secret. */
  ConfigurationMissing,
  /** A job's pod waits to be started. */
  Starting,
  /** The result of a job is being read. */
  ReadingResult,
  /** The result of a job cannot be read. */
  ResultUnreadable,
  /** A model version that the spec names does not exist. */
  VersionNotFound,
  /** No version of the model exists yet. */
  NoVersion,
  /** A model version is not Ready. */
  VersionNotReady,
  /** The stable revision serves. */
  Serving,
  /** No servers are asked for. */
  Idle,
  /** A new revision is getting ready. */
  RollingOut,
  /** Routers are taking over a route. */
  Switching,
  /** Every router goes by the route. */
  Acknowledged,
  /** Retired servers finish their requests. */
  Draining,
  /** The servers of what serves are not ready. */
  ServersNotReady,
  /** The routers are not ready. */
  RoutersNotReady,
  /** A new revision did not get ready in time. */
  ProgressDeadlineExceeded,
  /** The servers of a new revision end again and again. */
  CrashLoop,
  /** An object that Sextant needs to make exists and belongs to somebody else. */
  NameConflict,
  /** A child is going away and must be gone before it is made anew. */
  Terminating,
  /** The object holds values of a newer version of Sextant. */
  WrittenByNewerVersion,
  /** The API server refuses what Sextant asks for. */
  ApiRefused,
  /** Something went wrong inside Sextant; it tries again. */
  InternalError;

  /** The reason of that name; empty for one that another version made. */
  public static Optional<Reason> of(@Nullable String name) {
    return Arrays.stream(values()).filter(r -> r.name().equals(name)).findFirst();
  }
}
