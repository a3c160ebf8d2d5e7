package dev.sextant.operator.sim;

/** Faults of the shell around a decider, which must be found too. */
public enum Slip {
  /** The status is written before the steps are done. */
  StatusFirst,
  /** The status of an object is written to whatever bears its name now. */
  AnyUid,
  /** Jobs of a predecessor with the same name are taken for ours. */
  OrphansAreOurs,
  /** The API server is not asked whether the result is there already. */
  TrustsTheCache,
  /** An edit that lands during a status write is not looked at. */
  LosesEdits,
  /** What a plan calls Ready is called so though its steps were refused. */
  ReadyWithoutTheSteps
}
