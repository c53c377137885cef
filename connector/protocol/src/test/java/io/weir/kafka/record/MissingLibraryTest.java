package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCounted;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application sees that lacks the library behind its codec. */
class MissingLibraryTest {

  @ParameterizedTest
  @CsvSource({
    "SNAPPY,org.xerial.snappy:snappy-java",
    "LZ4,at.yawk.lz4:lz4-java",
    "ZSTD,com.github.luben:zstd-jni"
  })
  void theErrorNamesTheArtifactAndTheBatchStaysWithItsOwner(Codec codec, String artifact)
      throws Exception {
    String seen = withoutLibraries(MissingLibraryProbe.class.getName(), codec.name());
    assertThat(seen)
        .contains("Compression " + codec + " needs a library")
        .contains("add the dependency " + artifact)
        .endsWith("; 1 record left, then 0 bytes in use");
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GZIP"})
  void codecsOfTheJdkNeedNoLibrary(Codec codec) throws Exception {
    assertThat(withoutLibraries(MissingLibraryProbe.class.getName(), codec.name()))
        .isEqualTo("sealed");
  }

  @Test
  void everyCodecIsAvailableWithItsLibrary() {
    assertThatCode(() -> Stream.of(Codec.values()).forEach(Codec::requireAvailable))
        .doesNotThrowAnyException();
  }

  /** Runs the probe in a class loader that knows this module and Netty only. */
  @SuppressWarnings("unchecked") // The probe is loaded twice; its interface is the platform's.
  private static String withoutLibraries(String probe, String codec) throws Exception {
    URL[] classPath =
        Stream.of(Codec.class, MissingLibraryProbe.class, ByteBuf.class, ReferenceCounted.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Object instance = loader.loadClass(probe).getDeclaredConstructor().newInstance();
      return ((Function<String, String>) instance).apply(codec);
    }
  }
}
