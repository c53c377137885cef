package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.storage.DiskStorage;
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
  record Memory() implements StorageChoice {
    @Override
    public Opened open() {
      return new Opened(new MemoryStorage(), () -> {});
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
  record TemporaryDisk() implements StorageChoice {
    @Override
    public Opened open() {
      TemporaryFolder folder = TemporaryFolder.create();
      return new Opened(new DiskStorage(folder.path()), folder::close);
    }
  }

  /** In a folder that stays, with what an earlier cluster has left there. */
  record Disk(Path folder) implements StorageChoice {
    @Override
    public Opened open() {
      return new Opened(new DiskStorage(folder), () -> {});
    }
  }
}
