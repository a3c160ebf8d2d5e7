package dev.sextant.api.common;

/** Owns the names of the labels and annotations that Sextant puts on objects and reads back. */
public final class Labels {
  /** The API group of every kind. */
  public static final String GROUP = "sextant.dev";

  /** The API version of every kind. */
  public static final String VERSION = "v1alpha1";

  /** The category under which {@code kubectl get ml} lists every kind. */
  public static final String CATEGORY = "ml";

  /** The kind of the object that a child belongs to. */
  public static final String OWNER_KIND = "sextant.dev/owner-kind";

  /** The name of the object that a child belongs to. */
  public static final String OWNER_NAME = "sextant.dev/owner-name";

  /** The hash of the inputs that made a snapshot, a version or a Job. */
  public static final String INPUT_HASH = "sextant.dev/input-hash";

  /** On a Job: how many attempts at its work had failed before it was made. An annotation. */
  public static final String FAILURES_BEFORE = "sextant.dev/failures-before";

  /** The ArtifactStore that a Job works with. */
  public static final String STORE = "sextant.dev/store";

  /** The Dataset that a snapshot was taken of. */
  public static final String DATASET = "sextant.dev/dataset";

  /** The model that a version or a deployment is of. */
  public static final String MODEL = "sextant.dev/model";

  /** Where a model version comes from: Trained or Imported. */
  public static final String ORIGIN = "sextant.dev/origin";

  /** The ModelDeployment that a server or a route belongs to. */
  public static final String DEPLOYMENT = "sextant.dev/deployment";

  /** The revision of the ModelDeployment that a server belongs to. */
  public static final String REVISION = "sextant.dev/revision";

  /** What a pod does: snapshot, train, probe, server, router. */
  public static final String COMPONENT = "app.kubernetes.io/component";

  /** The tool that manages an object; always {@link #MANAGER}. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}. */
  public static final String MANAGER = "sextant";

  private Labels() {}
}
