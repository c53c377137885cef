package io.weir.kafka.producer;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ConnectionSettings;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.time.WallClock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * All that a pipeline needs and that its settings do not say.
 *
 * @param seam made only when all settings have been found good, so that bad ones open nothing
 * @param completions runs the channel's completion task; must not refuse work while the pipeline
 *     lives
 * @param beans where serializers and partitioners are looked for by name
 * @param interceptors in the order in which they see a record; may be empty
 * @param random for jitter and sticky choices; may be shared by several pipelines although most
 *     generators allow one thread only, as each pipeline draws one seed from it, under its monitor,
 *     and goes on with a generator of its own
 */
public record Environment(
    Function<ConnectionSettings, Seam> seam,
    Executor completions,
    BeanLookup beans,
    List<RecordInterceptor> interceptors,
    ProducerEvents events,
    ByteBufAllocator allocator,
    WallClock clock,
    RandomGenerator random) {

  public Environment {
    interceptors = List.copyOf(interceptors);
  }

  /**
   * Netty's shared event loops, the system's clock, no beans and no observers.
   *
   * <p>The memory of batches is not pooled: Netty's pool leaves a part of itself on each thread
   * that allocates, which are the application's own, and keeps its class loader by that (ADR 10).
   * What the event loops allocate is pooled; they end with the producers.
   *
   * @param completions as above
   */
  public static Environment standard(Executor completions) {
    ByteBufAllocator pooled = PooledByteBufAllocator.DEFAULT;
    return new Environment(
        connection -> Seam.netty(connection, pooled),
        completions,
        BeanLookup.NONE,
        List.of(),
        ProducerEvents.NONE,
        new UnpooledByteBufAllocator(true),
        WallClock.SYSTEM,
        new SplittableRandom());
  }

  /** A generator for one pipeline, from a seed of the shared one. */
  RandomGenerator newRandom() {
    synchronized (random) {
      return new SplittableRandom(random.nextLong());
    }
  }

  /** The same with other beans. */
  public Environment withBeans(BeanLookup lookup) {
    return new Environment(
        seam, completions, lookup, interceptors, events, allocator, clock, random);
  }

  /** The same with another observer. */
  public Environment withEvents(ProducerEvents observer) {
    return new Environment(
        seam, completions, beans, interceptors, observer, allocator, clock, random);
  }

  /** The same with other interceptors. */
  public Environment withInterceptors(List<RecordInterceptor> others) {
    return new Environment(seam, completions, beans, others, events, allocator, clock, random);
  }
}
