package io.weir.kafka.testcluster.storage;

import java.nio.file.Path;
import java.util.UUID;

/** Where a tested log lies: it behaves the same everywhere. */
enum Place {
  MEMORY {
    @Override
    Storage open(Path folder, LogSettings settings) {
      return new MemoryStorage(settings);
    }
  },
  DISK {
    @Override
    Storage open(Path folder, LogSettings settings) {
      return new DiskStorage(folder, settings);
    }
  };

  static final int BROKER = 1;
  static final LogName NAME = new LogName(BROKER, "orders", new UUID(1, 2), 0);

  /**
   * @param folder used by storage on disk
   */
  abstract Storage open(Path folder, LogSettings settings);

  Storage open(Path folder) {
    return open(folder, LogSettings.DEFAULTS);
  }
}
