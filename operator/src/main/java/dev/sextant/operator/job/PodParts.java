package dev.sextant.operator.job;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;

/** Owns the parts that every pod of ours has: what Pod Security calls restricted, and the keys. */
public final class PodParts {
  /** The user that every image of ours runs as. */
  public static final long USER = 65532;

  /** The variable that holds the store's access key. */
  public static final String ACCESS_KEY = "SEXTANT_STORE_ACCESS_KEY_ID";

  /** The variable that holds the store's secret key. */
  public static final String SECRET_KEY = "SEXTANT_STORE_SECRET_ACCESS_KEY";

  private PodParts() {}

  /** Of a pod that Pod Security {@code restricted} admits. */
  public static PodSecurityContext podSecurity() {
    return new PodSecurityContextBuilder()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  /** Of a container that Pod Security {@code restricted} admits. */
  public static SecurityContext containerSecurity() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  /** The store's keys, from the Secret that the ArtifactStore names. */
  public static List<EnvVar> storeKeys(String secretName) {
    return List.of(
        fromSecret(ACCESS_KEY, secretName, "accessKeyId"),
        fromSecret(SECRET_KEY, secretName, "secretAccessKey"));
  }

  /** A variable with that value. */
  public static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  /** A variable with a field of the pod. */
  public static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath(path)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  /** A volume that goes with the pod. */
  public static Volume scratch(String name, Quantity limit) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withSizeLimit(limit)
        .endEmptyDir()
        .build();
  }

  private static EnvVar fromSecret(String name, String secret, String key) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(secret)
        .withKey(key)
        .endSecretKeyRef()
        .endValueFrom()
        .build();
  }
}
