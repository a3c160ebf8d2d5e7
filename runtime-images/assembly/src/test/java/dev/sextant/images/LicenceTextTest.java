package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LicenceTextTest {
  @Test
  void theWordsTellTheLicenceHoweverTheLinesBreak() {
    assertThat(LicenceText.identify("  Apache License\n   Version 2.0, January 2004"))
        .contains("Apache-2.0");
    assertThat(
            LicenceText.identify(
                "Permission is hereby granted, free of\ncharge, to any person ... all copies or\n substantial portions"))
        .contains("MIT");
    assertThat(
            LicenceText.identify(
                "// Redistribution and use in source and binary forms ...\n// nor the names may be used to endorse or\n// promote"))
        .contains("BSD-3-Clause");
  }

  @Test
  void theMozillaLicenceIsNotTakenForTheGnuLicencesThatItNames() {
    assertThat(
            LicenceText.identify(
                "Mozilla Public License, version 2.0 ... the GNU Affero General Public License, Version 3.0"))
        .contains("MPL-2.0");
  }

  @Test
  void copyleftIsNotTakenForAnythingElse() {
    assertThat(LicenceText.identify("GNU AFFERO GENERAL PUBLIC LICENSE Version 3"))
        .contains("AGPL-3.0-only");
    assertThat(LicenceText.identify("Business Source License 1.1")).contains("BUSL-1.1");
  }

  @Test
  void whatIsNotKnownIsNotGuessed() {
    assertThat(LicenceText.identify("You may use this on Tuesdays.")).isEmpty();
  }
}
