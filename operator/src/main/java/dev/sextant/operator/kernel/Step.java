package dev.sextant.operator.kernel;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** One intent, as data: it can be compared, logged and tested, and doing it twice is harmless. */
public sealed interface Step {

  /**
   * Server-side apply of a whole intent; skipped while the object is as it was applied last.
   *
   * @param resource a fresh object with nothing but the fields that we own
   */
  record Apply(HasMetadata resource, Ownership ownership) implements Step {}

  /**
   * Creates an object that never changes; one that is there and ours is left as it is.
   *
   * @param resource the object
   * @param unless what must not exist, as the API server (not a cache) knows it: work whose result
   *     is there already must not begin because a cache is late
   */
  record Create(HasMetadata resource, Ownership ownership, Optional<Result> unless)
      implements Step {
    /** Creates an object whatever else there is. */
    public Create(HasMetadata resource, Ownership ownership) {
      this(resource, ownership, Optional.empty());
    }
  }

  /**
   * The result of some work, found by its labels.
   *
   * @param type its class
   * @param labels its labels
   */
  record Result(Class<? extends HasMetadata> type, Map<String, String> labels) {
    public Result {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Creates an immutable object whose {@code spec.number} is one more than the highest of its
   * siblings, as the API server (not a cache) knows them.
   *
   * @param resource the object, with any number
   * @param siblings labels of the objects that share the numbering
   */
  record Register(HasMetadata resource, Map<String, String> siblings, Ownership ownership)
      implements Step {
    public Register {
      siblings = Map.copyOf(siblings);
    }
  }

  /**
   * JSON merge patch of some fields of an object that is there.
   *
   * @param json the patch
   */
  record Merge(Target target, String json, Ownership ownership) implements Step {}

  /** Deletes an object, with its own children in the background; one that is gone is fine. */
  record Delete(Target target, Ownership ownership) implements Step {}

  /**
   * Ends a plan before its next step while an object is there, as the API server (not a cache)
   * knows it; one that is going away is gone. What is given up because nothing of it is seen must
   * not be given up because a cache is late.
   */
  record AwaitGone(Target target, Ownership ownership) implements Step {}

  /**
   * Takes from an object's status what a pod that is gone had applied to it, in that pod's name:
   * nobody else owns those fields. The API server, not a cache, must know that the pod is gone.
   *
   * @param target the object
   * @param pod the pod's name
   * @param podUid its UID
   * @param fieldManager the field manager that it wrote under
   */
  record Withdraw(Target target, String pod, String podUid, String fieldManager) implements Step {}

  /**
   * Reads the result of a job, off this thread; the primary is woken when it is there.
   *
   * @param key the Job's UID
   * @param url presigned URL of the result
   * @param sha256 what its bytes must hash to
   * @param endpoint the store that the URL must belong to
   */
  record ReadResult(String key, URI url, String sha256, URI endpoint) implements Step {}

  /**
   * Names an object.
   *
   * @param type its class
   * @param namespace its namespace
   * @param name its name
   */
  record Target(Class<? extends HasMetadata> type, String namespace, String name) {
    /** Names that object. */
    public static Target of(HasMetadata object) {
      return new Target(
          object.getClass(), object.getMetadata().getNamespace(), object.getMetadata().getName());
    }
  }
}
