package dev.sextant.worker.snapshot;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitName;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Decides the part of a row by a hash of its unit, for ever.
 *
 * <p>The bucket of a unit is {@code floor(u * 100 / 2^32)}, where {@code u} is the unsigned number
 * in the first eight hexadecimal digits of the SHA-256 of the unit's text in UTF-8 (whole numbers
 * as decimal text). Buckets are dealt out from 0: first test, then calibration, validation, train;
 * so a test row stays one whatever happens to the shares of the others. There is no salt: two
 * Datasets over the same units agree about who is in test. This rule must never change.
 */
final class HashSplit {
  private HashSplit() {}

  /** Buckets of a part, from inclusive, until exclusive. */
  record Buckets(int from, int until) {}

  /** The parts that have at least one bucket. */
  static Map<SplitName, Buckets> parts(Split.Hash split) {
    Map<SplitName, Buckets> parts = new EnumMap<>(SplitName.class);
    int next = 0;
    for (SplitName name :
        new SplitName[] {
          SplitName.test, SplitName.calibration, SplitName.validation, SplitName.train
        }) {
      int share = shareOf(split, name);
      if (share > 0) {
        parts.put(name, new Buckets(next, next + share));
        next += share;
      }
    }
    return parts;
  }

  /** SQL for the bucket of a unit, given SQL for its text. */
  static String bucketSql(String textSql) {
    return "(CAST('0x' || substr(sha256(" + textSql + "), 1, 8) AS UBIGINT) * 100) >> 32";
  }

  /** The bucket of a unit. */
  static int bucketOf(String unit) {
    String hash = Json.sha256(unit.getBytes(StandardCharsets.UTF_8));
    return (int) ((Long.parseLong(hash.substring(0, 8), 16) * 100) >> 32);
  }

  private static int shareOf(Split.Hash split, SplitName name) {
    return switch (name) {
      case train -> split.train();
      case validation -> split.validation();
      case calibration -> split.calibration();
      case test -> split.test();
    };
  }
}
