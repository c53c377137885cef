package io.weir.examples.openliberty;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A customer of the application, by HTTP. */
final class Shop {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  Shop(URI address) {
    this.address = address;
  }

  HttpResponse<String> place(String id, String product, int quantity) {
    String order =
        "{\"id\":\"%s\",\"product\":\"%s\",\"quantity\":%d}".formatted(id, product, quantity);
    return send(
        to("/orders")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(order)));
  }

  HttpResponse<String> cancel(String id) {
    return send(to("/orders/" + id).DELETE());
  }

  HttpResponse<String> note(String order, String author, String text) {
    return send(
        to("/orders/" + order + "/notes?author=" + author)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(text)));
  }

  HttpResponse<String> get(String path) {
    return send(to(path).GET());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("The application does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
