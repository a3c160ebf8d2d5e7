package dev.sextant.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignNativesTest {
  private final ForeignNatives natives = new ForeignNatives("amd64");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib",
        "ai/onnxruntime/native/osx-aarch64/libonnxruntime.dylib.dSYM/Contents/Resources/DWARF/libonnxruntime.dylib",
        "ai/onnxruntime/native/win-x64/onnxruntime.dll",
        "ai/onnxruntime/native/win-x64/onnxruntime.lib",
        "libduckdb_java.so_linux_arm64",
        "libduckdb_java.so_osx_universal",
        "libduckdb_java.so_windows_amd64",
        "lib/linux/aarch64/libxgboost4j.so",
        "lib/macos/x86_64/libxgboost4j.dylib",
        "lib/windows/x86_64/xgboost4j.dll",
        "linux/ppc64le/libzstd-jni-1.5.7-6.so",
        "freebsd/amd64/libzstd-jni-1.5.7-6.so",
        "META-INF/native/libnetty_transport_native_epoll_aarch_64.so"
      })
  void librariesOfOtherPlatformsAreForeign(String entry) {
    assertThat(natives.foreign(entry)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
        "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so",
        "libduckdb_java.so_linux_amd64",
        "lib/linux/x86_64/libxgboost4j.so",
        "linux/amd64/libzstd-jni-1.5.7-6.so",
        "META-INF/native/libnetty_transport_native_epoll_x86_64.so",
        "libplain.so"
      })
  void librariesOfThisPlatformStay(String entry) {
    assertThat(natives.foreign(entry)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/sun/jna/win32/StdCallLibrary.class",
        "META-INF/services/android.arm64",
        "osx/readme.txt",
        "dev/sextant/windows/amd64/Arm.class"
      })
  void whatIsNoLibraryStaysWhateverItsName(String entry) {
    assertThat(natives.foreign(entry)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/linux/x86_64/libxgboost4j.so", "libduckdb_java.so_linux_amd64"})
  void onAnArmMachineTheOtherHalfIsForeign(String entry) {
    assertThat(new ForeignNatives("aarch64").foreign(entry)).isTrue();
  }
}
