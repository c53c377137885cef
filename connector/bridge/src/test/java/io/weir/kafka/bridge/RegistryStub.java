package io.weir.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A schema registry that takes each schema, and calls it number 7. */
final class RegistryStub implements AutoCloseable {

  static final int CONTENT_ID = 7;

  private static final String ANSWER =
      """
      {"artifact": {"groupId": "default", "artifactId": "orders-value", "artifactType": "AVRO"},
       "version": {"groupId": "default", "artifactId": "orders-value", "version": "1",
                   "artifactType": "AVRO", "globalId": 3, "contentId": %d}}
      """
          .formatted(CONTENT_ID);

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private RegistryStub(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  static RegistryStub start() throws IOException {
    return new RegistryStub(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  String url() {
    return "http://127.0.0.1:%d/apis/registry/v3".formatted(server.getAddress().getPort());
  }

  /** Method and path of each request so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    exchange.getRequestBody().readAllBytes();
    byte[] body = ANSWER.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
