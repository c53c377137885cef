package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.storage.DiskStorage;
import io.weir.kafka.testcluster.storage.LogSettings;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import io.weir.kafka.testcluster.storage.Storage;
import java.nio.file.Path;

/** Where the logs go, and what to clean up when the cluster closes. */
sealed interface StorageChoice {

  /** Opens the storage. */
  Opened open();

  /**
   * @param cleanUp what is to be done once the storage is closed
   */
  record Opened(Storage storage, Runnable cleanUp) implements AutoCloseable {
    @Override
    public void close() {
      try {
        storage.close();
      } finally {
        cleanUp.run();
      }
    }
  }

  /** On the heap. */
  record Memory(int segmentBytes) implements StorageChoice {
    @Override
    public Opened open() {
      return new Opened(
          new MemoryStorage(LogSettings.DEFAULTS.withSegmentBytes(segmentBytes)), () -> {});
    }
  }

  /** Nowhere: a record has an offset and is gone. */
  record AckOnly() implements StorageChoice {
    @Override
    public Opened open() {
      return new Opened(MemoryStorage.ackOnly(), () -> {});
    }
  }

  /** In a folder that is deleted when the cluster closes. */
  record TemporaryDisk(int segmentBytes) implements StorageChoice {
    @Override
    public Opened open() {
      TemporaryFolder folder = TemporaryFolder.create();
      return new Opened(disk(folder.path(), segmentBytes), folder::close);
    }
  }

  /** In a folder that stays, with what an earlier cluster has left there. */
  record Disk(int segmentBytes, Path folder) implements StorageChoice {
    @Override
    public Opened open() {
      return new Opened(disk(folder, segmentBytes), () -> {});
    }
  }

  /** The same place with segments of another size. */
  default StorageChoice withSegmentBytes(int segmentBytes) {
    if (this instanceof Disk disk) {
      return new Disk(segmentBytes, disk.folder);
    }
    if (this instanceof AckOnly) {
      return this;
    }
    return this instanceof Memory ? new Memory(segmentBytes) : new TemporaryDisk(segmentBytes);
  }

  private static Storage disk(Path folder, int segmentBytes) {
    return new DiskStorage(folder, LogSettings.DEFAULTS.withSegmentBytes(segmentBytes));
  }
}
