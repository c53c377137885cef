package io.weir.kafka.network;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Resolves names as the JVM does, on a few daemon threads that end when they are idle; a literal
 * address needs no thread.
 *
 * <p>The look-up may hang as long as the operating system likes: whoever asks bounds its patience.
 * A hanging name holds one of {@value #MAX_THREADS} threads; at most {@value #MAX_WAITING} look-ups
 * wait for one. Any thread.
 */
final class SystemResolver implements Resolver {

  private static final int MAX_THREADS = 4;
  private static final int MAX_WAITING = 1024;
  private static final long IDLE_MS = 500;

  private final ThreadPoolExecutor threads;

  SystemResolver() {
    threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_MS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            new DaemonThreads("weir-resolver"));
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void resolve(Loop loop, String host, Listener listener) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal == null) {
      lookUp(loop, host, listener);
    } else {
      answer(
          loop, listener, Answer.of(() -> new InetAddress[] {InetAddress.getByAddress(literal)}));
    }
  }

  private void lookUp(Loop loop, String host, Listener listener) {
    try {
      threads.execute(
          () -> answer(loop, listener, Answer.of(() -> InetAddress.getAllByName(host))));
    } catch (RejectedExecutionException full) {
      answer(
          loop,
          listener,
          Answer.of(
              () -> {
                throw new UnknownHostException(
                    host + " (" + MAX_WAITING + " look-ups are waiting already)");
              }));
    }
  }

  private static void answer(Loop loop, Listener listener, Answer answer) {
    try {
      loop.execute(() -> answer.tell(listener));
    } catch (RejectedExecutionException stopped) {
      // The loop has stopped, and with it whoever waited for this name.
    }
  }

  private interface LookUp {

    InetAddress[] run() throws UnknownHostException;
  }

  private interface Answer {

    void tell(Listener listener);

    static Answer of(LookUp lookUp) {
      try {
        List<InetAddress> addresses = List.of(lookUp.run());
        return listener -> listener.resolved(addresses, null);
      } catch (UnknownHostException | SecurityException failure) {
        return listener -> listener.resolved(List.of(), failure);
      }
    }
  }
}
