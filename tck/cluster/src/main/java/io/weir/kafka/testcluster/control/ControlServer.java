package io.weir.kafka.testcluster.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.kafka.testcluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the control of a cluster by HTTP, on the loopback interface only: who can reach it may do
 * everything.
 *
 * <p>Owns its socket and its threads, but not the cluster. A few threads serve requests side by
 * side, so that a broker that takes its time to stop does not keep others from being asked.
 */
public final class ControlServer implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MOST_SECONDS_TO_END = 5;
  private static final String FORM = "application/x-www-form-urlencoded";

  private record Reply(int status, String type, String text) {
    static Reply of(@Nullable Object answer) {
      return answer instanceof String text
          ? new Reply(200, "text/plain", text)
          : new Reply(200, "application/json", Json.of(answer));
    }

    static Reply error(int status, @Nullable String message) {
      String text = message == null ? "no reason was given" : message;
      return new Reply(status, "application/json", Json.of(Map.of("error", text)));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final List<Route> routes = new ArrayList<>();

  private ControlServer(HttpServer server, TestCluster cluster) {
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS, ControlServer.daemons());
    routes.add(Route.get("/", List.of(), "this text", unused -> help()));
    routes.addAll(new FaultRoutes(cluster).all());
    routes.addAll(new BrokerRoutes(cluster).all());
    routes.addAll(new NetworkRoutes(cluster).all());
    routes.addAll(new JournalRoutes(cluster).all());
    routes.addAll(new ClusterRoutes(cluster).all());
  }

  private static java.util.concurrent.ThreadFactory daemons() {
    AtomicInteger numbers = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "weir-control-" + numbers.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Starts to serve.
   *
   * @param port 0 takes a free one
   * @throws UncheckedIOException if the port cannot be bound
   */
  public static ControlServer start(TestCluster cluster, int port) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      ControlServer server = new ControlServer(http, cluster);
      http.createContext("/", server::serve);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot listen for control on 127.0.0.1:%d: %s".formatted(port, e.getMessage()), e);
    }
  }

  /** Such as {@code http://127.0.0.1:9000}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String help() {
    return routes.stream().map(Route::helpText).collect(Collectors.joining());
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] bytes = reply.text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type + "; charset=utf-8");
      exchange.sendResponseHeaders(reply.status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      String body = body(exchange);
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      List<Route> sameMethod =
          routes.stream().filter(route -> route.method().equals(method)).toList();
      for (Route route : sameMethod) {
        Optional<Parameters> found = route.match(path);
        if (found.isPresent()) {
          return answer(route, found.get(), exchange.getRequestURI().getRawQuery(), body);
        }
      }
      return unknown(method, path);
    } catch (BadRequest | IllegalArgumentException e) {
      return Reply.error(400, e.getMessage());
    } catch (RuntimeException e) {
      return Reply.error(500, e.toString());
    }
  }

  private static Reply answer(
      Route route, Parameters parameters, @Nullable String query, String form) {
    parameters.addForm(query);
    parameters.addForm(form);
    parameters.allow(route.allowed());
    return Reply.of(route.action().answer(parameters));
  }

  private Reply unknown(String method, String path) {
    List<String> methods =
        routes.stream()
            .filter(route -> route.match(path).isPresent())
            .map(Route::method)
            .distinct()
            .toList();
    return methods.isEmpty()
        ? Reply.error(404, "There is no " + path + "; GET / lists what there is")
        : Reply.error(405, path + " knows " + String.join(", ", methods) + ", not " + method);
  }

  /** A form as curl sends it with {@code -d}; the empty text for anything else. */
  private static String body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
    boolean form =
        Stream.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
            .anyMatch(type -> type.startsWith(FORM));
    return form ? new String(bytes, StandardCharsets.UTF_8) : "";
  }

  /** Ends the socket and the threads; requests that are being served lose their connection. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "A control request still runs after " + MOST_SECONDS_TO_END + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
