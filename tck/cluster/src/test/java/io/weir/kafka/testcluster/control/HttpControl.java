package io.weir.kafka.testcluster.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a control server as any HTTP client does. */
record HttpControl(HttpClient client, String url) {

  record Answer(int status, String text) {}

  static HttpControl of(ControlServer server) {
    return new HttpControl(HttpClient.newHttpClient(), server.url());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  Answer post(String path) throws IOException, InterruptedException {
    return send("POST", path);
  }

  Answer send(String method, String path) throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  Answer postForm(String path, String form) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }
}
