package dev.sextant.api.common;

/** Owns the condition types that every kind reports, as kstatus reads them. */
public final class ConditionTypes {
  /** True when the object does what it is for. */
  public static final String READY = "Ready";

  /** True while Sextant works towards what the spec asks for. */
  public static final String RECONCILING = "Reconciling";

  /** True when nothing will change until somebody acts; the message says what to do. */
  public static final String STALLED = "Stalled";

  private ConditionTypes() {}
}
