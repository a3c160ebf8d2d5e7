package dev.sextant.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.FileSource;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.StoreLocation;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmptyWhenAbsentTest {
  @Test
  void bringsBackAJobWithEmptyListsAndTexts() {
    SnapshotJob job =
        new SnapshotJob(
            new StoreLocation("http://store", "", "bucket", "", true),
            new ObjectRef("demo", "rides", "uid"),
            "hash",
            new FileSource(
                List.of("s3://lake/rides.csv"),
                FileSource.Format.CSV,
                new FileSource.Csv(",", true, List.of())),
            "UTC",
            null,
            null,
            null,
            List.of(Column.of("id", ColumnType.String, Role.RowId)),
            List.of(),
            new Split.Hash("id", 60, 10, 10, 20),
            DuplicatePolicy.Fail,
            1,
            1,
            1);

    assertThat(Json.read(Json.write(job), JobSpec.class)).isEqualTo(job);
  }

  @Test
  void leavesNullWhatMayBeNull() {
    SplitData part = Json.read("{\"rows\": 0}", SplitData.class);

    assertThat(part.from()).isNull();
    assertThat(part.files()).isEmpty();
    assertThat(part.contentHash()).isEmpty();
    assertThat(Json.read("{\"name\": \"x\"}", Column.class).availableAt()).isNull();
  }

  @Test
  void readsAnExplicitNullLikeNothing() {
    assertThat(Json.read("{\"files\": null}", SplitData.class).files()).isEmpty();
  }
}
