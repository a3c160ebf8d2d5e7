package dev.sextant.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists what an image is made of, and refuses what may not be in one. */
final class Materials {
  private final Options options;
  private final LicencePolicy policy;

  Materials(Options options, LicencePolicy policy) {
    this.options = options;
    this.policy = policy;
  }

  Sbom of(ImageSpec image) throws IOException {
    // What a base from elsewhere holds, its maker knows.
    List<Part> more =
        options.base() != null
            ? new ArrayList<>()
            : new ArrayList<>(BaseParts.read(options.baseFolder(), image.contents().needsJava()));
    Sbom sbom =
        switch (image.contents()) {
          case Contents.BaseOnly() -> Sbom.of("sextant-" + image.name(), options.tag());
          case Contents.JavaApp app -> Sbom.read(app.bill());
          case Contents.QuarkusApp app -> Sbom.read(app.bill());
          case Contents.Programs programs -> {
            more.addAll(GoModules.read(programs.folder()));
            yield Sbom.of("sextant-" + image.name(), options.tag());
          }
        };
    var parts = new ArrayList<>(sbom.parts());
    parts.addAll(more);
    List<String> refusals = policy.refusals(parts);
    if (!refusals.isEmpty()) {
      throw new IOException(
          image.name()
              + ": licences that licences.txt does not allow: "
              + String.join("; ", refusals));
    }
    return sbom.with(more, policy);
  }
}
