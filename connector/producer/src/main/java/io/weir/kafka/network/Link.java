package io.weir.kafka.network;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One open byte stream to a broker; event loop only. TLS lies below it, framing above it. */
public interface Link {

  /**
   * Queues the frame for writing; frames leave in the order of the calls.
   *
   * @param frame <em>consumed</em>: released when it is written or has failed
   * @param listener told once, on the loop
   */
  void write(ByteBuf frame, WriteListener listener);

  /**
   * Closes the stream, at once and without waiting for queued frames; {@link Handler#closed}
   * follows once, after this call. Frames that had not left fail within this call where the link
   * knows. Harmless when closed.
   */
  void close();

  /** Stops reading until {@link #resumeReads}, so that the broker feels the back-pressure. */
  void pauseReads();

  void resumeReads();

  /** Told when a frame has left, or never will. */
  @FunctionalInterface
  interface WriteListener {

    /**
     * @param failure null if the bytes were handed to the operating system
     */
    void written(@Nullable Throwable failure);
  }

  /** What happens on a stream; called on the loop. */
  interface Handler {

    /** The stream is open; the first call, unless {@link #closed} is. */
    void opened(Link link);

    /**
     * Bytes arrived, cut anywhere.
     *
     * @param bytes <em>borrowed</em> for the time of the call
     */
    void received(ByteBuf bytes);

    /**
     * The stream is closed, or could not be opened; the last call, exactly once.
     *
     * @param cause null after an orderly close
     */
    void closed(@Nullable Throwable cause);
  }
}
