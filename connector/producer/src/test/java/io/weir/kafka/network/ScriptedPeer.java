package io.weir.kafka.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The far end of in-memory links: a broker that does what a test's script says.
 *
 * <p>It accepts every link, and answers the requests for which there is a rule, at once; the others
 * are kept for the test to answer. By default the only rule is that for ApiVersions, in which it
 * claims to speak all that Weir speaks. It lives on the test's {@link VirtualLoop}.
 */
public final class ScriptedPeer implements Connector {

  /** What becomes of an attempt to open a link. */
  public enum Welcome {
    ACCEPT,
    REFUSE,
    IGNORE
  }

  /** A request as it arrived, with the link to answer on. */
  public record Received(Api<?, ?> api, RequestHeader header, Record body, PeerLink link) {

    /** As a broker does: one that does not know the version answers in version 0 (KIP-35). */
    public <R extends Record> void answer(Api<?, R> as, R response) {
      boolean refused =
          response instanceof ApiVersionsResponse versions
              && versions.errorCode() == ErrorCode.UNSUPPORTED_VERSION.code();
      RequestHeader version = refused ? as.header(0, header.correlationId(), null) : header;
      link.send(Frames.writeResponse(as, version, response, ScriptedPeer.ALLOCATOR));
    }
  }

  public static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  /** Links in the order in which they were asked for, open or not. */
  public final List<PeerLink> links = new ArrayList<>();

  /** Requests without a rule, in the order of their arrival. */
  public final List<Received> requests = new ArrayList<>();

  private final VirtualLoop loop;
  private final Map<InetSocketAddress, Welcome> welcomes = new HashMap<>();
  private final Map<Integer, Function<Received, @Nullable Record>> rules = new HashMap<>();
  private Welcome otherwise = Welcome.ACCEPT;

  public ScriptedPeer(VirtualLoop loop) {
    this.loop = loop;
    rule(Apis.API_VERSIONS, received -> versions());
  }

  /** Claims to speak all that Weir speaks. */
  public static ApiVersionsResponse versions() {
    List<ApiVersionsResponse.ApiVersion> all = new ArrayList<>();
    for (Api<?, ?> each : Apis.ALL) {
      all.add(version(each, each.lowest(), each.highest()));
    }
    return versions((short) 0, all);
  }

  public static ApiVersionsResponse versions(
      short errorCode, List<ApiVersionsResponse.ApiVersion> list) {
    return new ApiVersionsResponse(errorCode, list, 0, List.of(), -1, List.of(), false);
  }

  public static ApiVersionsResponse.ApiVersion version(Api<?, ?> api, int lowest, int highest) {
    return new ApiVersionsResponse.ApiVersion((short) api.key(), (short) lowest, (short) highest);
  }

  public void welcome(Welcome all) {
    otherwise = all;
  }

  public void welcome(InetSocketAddress address, Welcome welcome) {
    welcomes.put(address, welcome);
  }

  /** From now on answers so; an answer of null is none, and the request is forgotten. */
  public <R extends Record> void rule(Api<?, R> api, Function<Received, @Nullable R> answer) {
    rules.put(api.key(), answer::apply);
  }

  /** From now on keeps such requests for the test. */
  public void keep(Api<?, ?> api) {
    rules.remove(api.key());
  }

  public PeerLink lastLink() {
    return links.get(links.size() - 1);
  }

  public Received lastRequest() {
    return requests.get(requests.size() - 1);
  }

  @Override
  public Link connect(Loop ignored, InetSocketAddress address, Link.Handler handler) {
    PeerLink link = new PeerLink(address, handler);
    links.add(link);
    switch (welcomes.getOrDefault(address, otherwise)) {
      case ACCEPT -> loop.execute(link::open);
      case REFUSE -> loop.execute(() -> link.ended(new ConnectException("Connection refused")));
      case IGNORE -> {
        // Neither opens nor fails, like an address behind a firewall.
      }
    }
    return link;
  }

  /** A frame that has not left: its memory is in use until it has, or has failed. */
  private record Unwritten(ByteBuf frame, Link.WriteListener listener) {

    void fail(Throwable cause) {
      frame.release();
      listener.written(cause);
    }
  }

  /** One link, seen from both ends. */
  public final class PeerLink implements Link {

    public final InetSocketAddress address;
    public boolean closed;

    /** While true, nothing that is written leaves; see {@link #flush}. */
    public boolean stuck;

    /** While true, what is written leaves and arrives nowhere: the peer's machine has gone. */
    public boolean vanished;

    private final Handler handler;
    private final List<Unwritten> unwritten = new ArrayList<>();

    private PeerLink(InetSocketAddress address, Handler handler) {
      this.address = address;
      this.handler = handler;
    }

    private void open() {
      if (!closed) {
        handler.opened(this);
      }
    }

    @Override
    public void write(ByteBuf frame, WriteListener listener) {
      if (closed) {
        frame.release();
        unwritten.add(new Unwritten(Unpooled.EMPTY_BUFFER, listener));
        return;
      }
      if (stuck) {
        unwritten.add(new Unwritten(frame, listener));
        return;
      }
      byte[] bytes = new byte[frame.readableBytes()];
      frame.readBytes(bytes).release();
      loop.execute(() -> listener.written(null));
      loop.execute(() -> arrive(bytes));
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        failWrites(new IOException("closed"));
        loop.execute(() -> handler.closed(null));
      }
    }

    @Override
    public void pauseReads() {}

    @Override
    public void resumeReads() {}

    /** Ends the link from the peer's side. */
    public void ended(@Nullable Throwable cause) {
      if (!closed) {
        closed = true;
        failWrites(new IOException("closed"));
        handler.closed(cause);
      }
    }

    /** Lets the last write fail, although the link seems open. */
    public void failWrites(Throwable cause) {
      List<Unwritten> failing = List.copyOf(unwritten);
      unwritten.clear();
      failing.forEach(each -> each.fail(cause));
    }

    /** Lets what was stuck leave after all. */
    public void flush() {
      stuck = false;
      List<Unwritten> leaving = List.copyOf(unwritten);
      unwritten.clear();
      leaving.forEach(each -> write(each.frame, each.listener));
    }

    /** Reports everything that a link can report, as a link that comes too late would. */
    public void reportAll() {
      handler.opened(this);
      handler.received(Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1}));
      handler.closed(new IOException("late"));
    }

    /** Sends bytes to the client, framed or not; <em>consumed</em>. */
    public void send(ByteBuf bytes) {
      loop.execute(
          () -> {
            try {
              if (!closed) {
                handler.received(bytes);
              }
            } finally {
              bytes.release();
            }
          });
    }

    private void arrive(byte[] bytes) {
      if (closed || vanished) {
        return;
      }
      ByteBuf frame = Unpooled.wrappedBuffer(bytes);
      frame.skipBytes(Integer.BYTES);
      RequestHeader header = Frames.readRequestHeader(frame);
      Api<?, ?> api = Apis.byKey(header.requestApiKey());
      if (api == null) {
        throw new AssertionError("unknown API " + header);
      }
      Received received = new Received(api, header, Frames.readRequest(api, header, frame), this);
      Function<Received, @Nullable Record> rule = rules.get(api.key());
      if (rule == null) {
        requests.add(received);
      } else {
        reply(received, api, rule.apply(received));
      }
    }

    @SuppressWarnings("unchecked") // The rule was added for this API.
    private <R extends Record> void reply(
        Received received, Api<?, R> api, @Nullable Record answer) {
      if (answer != null) {
        received.answer(api, (R) answer);
      }
    }
  }
}
